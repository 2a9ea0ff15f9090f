/**
 * Messages from outside: the gateway of an Enterprise account posts what people write to it to a URL of yours.
 *
 * @module whatsmate/webhook
 */
import type { Request } from "./host.js";

/** A message that somebody has written to the gateway. */
export interface IncomingMessage {
  /** Whether it was written to the gateway itself or in a group that it is in. Other words may come one day. */
  type: "individual" | "group" | (string & {});
  /** The gateway's number, as `whatsmate.whatsapp(instance)` takes it. */
  instance: number;
  /** The phone number of the gateway. */
  gatewayNumber: string;
  /** The phone number of who wrote it. */
  number: string;
  /** The text. */
  message: string;
}

/** What {@link parseWebhook} needs to know. */
export interface WebhookOptions {
  /** The secret that the gateway puts into each message, as it is set in your account. It is compared in constant time. */
  token: string;
}

/**
 * What came to your URL: a `Request`; a request of `node:http` or Express, its body read and parsed already or not; or the
 * body alone, as text, bytes or parsed JSON.
 */
export type WebhookInput =
  | Request
  | AsyncIterable<Uint8Array>
  | {
      /** What a server's parser made of the body. */
      readonly body: unknown;
    }
  | string
  | ArrayBuffer
  | ArrayBufferView
  | Readonly<Record<string, unknown>>;

/**
 * Reads an incoming message, and makes sure that it is from the gateway. Answer it with status 200 and any body.
 *
 * The token is a shared secret and no signature: serve the URL by https only.
 *
 * @param request what came, of at most 1 MiB
 * @param options the token
 * @returns the message
 * @throws WebhookError with the `status` to answer: 401 for another token or none, 413 for a body that is too long, 400 for
 *   any other body that is no message. InvalidInputError with `field: "options.token"`, if you give no token
 * @example
 * ```ts
 * import { WebhookError, WhatsMate } from "whatsmate";
 * import { parseWebhook } from "whatsmate/webhook";
 *
 * const whatsmate = new WhatsMate();
 *
 * export async function POST(request: Request): Promise<Response> {
 *   try {
 *     const { instance, number, message } = await parseWebhook(request, { token: "the-token-of-your-account" });
 *     await whatsmate.whatsapp(instance).sendText({ number, message: `You wrote: ${message}` });
 *     return new Response("ok");
 *   } catch (error) {
 *     if (error instanceof WebhookError) return new Response(error.message, { status: error.status });
 *     throw error;
 *   }
 * }
 * ```
 */
export function parseWebhook(request: WebhookInput, options: WebhookOptions): Promise<IncomingMessage>;
