/**
 * The relay of `whatsmate/relay` for `node:http` and what is built on it, such as Express. It pipes, which costs less than
 * a `Request` and a `Response` for each call.
 *
 * @module whatsmate/relay-node
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { RelayOptions } from "./relay.js";

export type { RelayCall, RelayEvent, RelayOptions } from "./relay.js";

/**
 * Makes a relay that is a listener of `node:http`, and a middleware of Express. It has to come before what parses bodies,
 * such as `express.json()`.
 *
 * @param config what it is made of
 * @returns what answers a request
 * @throws InvalidInputError with `field`, if the configuration can not be used
 * @example
 * ```ts
 * import { createServer } from "node:http";
 * import { createRelayListener } from "whatsmate/relay-node";
 *
 * const relay = createRelayListener({
 *   clientId: "me@example.com",
 *   clientSecret: "sandbox-secret",
 *   authorize: (request) => request.headers.authorization === "Bearer of-a-user",
 * });
 * const server = createServer(relay);
 * ```
 */
export function createRelayListener<Incoming extends IncomingMessage = IncomingMessage>(
  config: RelayOptions<Incoming>,
): (request: Incoming, response: ServerResponse) => Promise<void>;
