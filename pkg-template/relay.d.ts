/**
 * A relay: a path on your own server that adds the credentials, so that a page can send without holding a secret. This is
 * the form for servers that speak fetch: Deno, Bun, workers, route handlers. For `node:http` and Express see
 * `whatsmate/relay-node`.
 *
 * @module whatsmate/relay
 */
import type { Request, RequestInit, Response, URL } from "./host.js";
import type { PdfToText, Telegram, Translation, WhatsApp } from "./index.js";

/** The names of a class's methods that are calls of their own. */
type Method<Class, Except extends keyof Class = never> = Exclude<keyof Class, Except | "instance" | "sendMany" | "free" | symbol> & string;

/** A call of the API, by the class and the method that make it. Its forms for a person and for a group are one. */
export type RelayCall =
  | `WhatsApp.${Method<WhatsApp>}`
  | `Telegram.${Method<Telegram>}`
  | `Translation.${Method<Translation>}`
  | `PdfToText.${Method<PdfToText, "wait" | "submitAndWait">}`;

/** What a relay has done with a request. Never a secret, never a body. */
export type RelayEvent =
  | {
      /** It was sent on, or answered as another one before it with the same `Idempotency-Key`. */
      type: "forwarded" | "repeated";
      /** The call, such as `"POST /v3/whatsapp/single/text/message"`. */
      endpoint: string;
      /** The gateway, of a send. */
      instance: number | undefined;
      /** The status that it was answered with. */
      status: number;
      /** How long that took, in ms. */
      duration: number;
      /** What is known of the message, where the API gave no answer that says it. */
      delivery: "not-sent" | "unknown" | undefined;
      /** Why the API gave no answer, with the secrets masked. */
      reason: string | undefined;
    }
  | {
      /** It was not sent on. */
      type: "refused";
      /** The call, such as `"POST /v3/whatsapp/single/text/message"`, if `authorize` answered it itself. */
      endpoint?: string;
      /** The status that it was answered with; 204 is the answer to a CORS preflight. */
      status: number;
      /** Why. */
      reason: string;
      /** What `authorize` threw. */
      cause?: unknown;
    };

/** What a relay is made of, whatever the server. An option that is not known is refused by name. */
export interface RelayOptions<Incoming> {
  /** The client id. Default: `WHATSMATE_CLIENT_ID`, as for the client. */
  clientId?: string | undefined;
  /** The client secret. Default: `WHATSMATE_CLIENT_SECRET`, likewise. */
  clientSecret?: string | undefined;
  /**
   * Says whether a request may be sent on: by your session, say. There is no default: without it, whoever reaches the relay
   * could send on your account. It is asked last, before anything of the body is read.
   *
   * `true` lets the request in. A `Response` is the answer instead. With anything else it is 401, and with an error 500.
   */
  authorize: (request: Incoming) => boolean | Response | undefined | Promise<boolean | Response | undefined>;
  /** Where the API is. Default: the variable `WHATSMATE_BASE_URL`, else `https://api.whatsmate.net`. */
  baseUrl?: string | URL | undefined;
  /** The only calls that are sent on. Default: all 24. */
  calls?: readonly RelayCall[] | undefined;
  /** The only gateways that are sent to. Default: all. */
  instances?: readonly number[] | undefined;
  /**
   * The origins of pages, such as `"https://admin.example.com"`, that may use the relay beside its own origin's (CORS). Name
   * your own, too, if a proxy before the relay changes the `Host` header and your users' browsers are older than 2023.
   */
  origins?: readonly string[] | undefined;
  /** The most bytes of a body. Default: 10,485,760, which is enough for every call. */
  maxBodyBytes?: number | undefined;
  /** How long a request may take, in ms, from its body to the end of the answer. Default: 55,000 and 1,000 for each 50 kB. */
  timeout?: number | undefined;
  /** Whether the API may be reached by http on another machine, such as a sandbox in a container. Default: false. */
  allowInsecureHttp?: boolean | undefined;
  /** Is told what is done with each request. What it throws is ignored. */
  onEvent?: ((event: RelayEvent) => void) | undefined;
}

/** What {@link createRelay} takes. */
export interface RelayConfig extends RelayOptions<Request> {
  /** Reaches the API, such as a sandbox's `fetch`. Default: the global one. */
  fetch?: ((url: string, init: RequestInit) => Response | Promise<Response>) | undefined;
}

/**
 * Makes a relay. It sends on the 24 calls and nothing else, with the credentials and no header of the page's; streams both
 * ways; and sends one `Idempotency-Key` on once, so that a browser that repeats a request by itself sends no message twice.
 *
 * The path that it is mounted under does not matter, as long as it has no empty segment and no dots alone.
 *
 * @param config what it is made of
 * @returns what answers a request. It never rejects because of what a request or the API is like
 * @throws InvalidInputError with `field`, if the configuration can not be used
 * @example
 * ```ts
 * import { createRelay } from "whatsmate/relay";
 *
 * const relay = createRelay({
 *   clientId: "me@example.com",
 *   clientSecret: "sandbox-secret",
 *   authorize: (request) => request.headers.get("authorization") === "Bearer of-a-user",
 *   calls: ["WhatsApp.sendText", "WhatsApp.sendImage"],
 *   instances: [1],
 * });
 * const answer = await relay(new Request("https://app.example.com/whatsmate/v3/whatsapp/single/text/message/1"));
 * console.log(answer.status); // 405: this call is a POST
 * ```
 */
export function createRelay(config: RelayConfig): (request: Request) => Promise<Response>;
