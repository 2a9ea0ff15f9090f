import type { WhatsMateError } from "./errors.js";
import type { Answer, HeadersInit, RequestInit, URL } from "./host.js";

/**
 * How a client reaches the API. Every property is optional, and `undefined` is as good as absent. It is read once: what
 * is changed in the object later has no effect. An option that is not known is refused by name.
 *
 * @example
 * ```ts
 * import { WhatsMate, type WhatsMateConfig } from "whatsmate";
 *
 * const config: WhatsMateConfig = { timeout: 20_000, deadline: 60_000, maxConcurrency: 8 };
 * const whatsmate = new WhatsMate(config);
 * ```
 */
export interface WhatsMateConfig {
  /**
   * The client id, an e-mail address. Default: the variable `WHATSMATE_CLIENT_ID`, where the runtime has environment
   * variables and lets us read them without asking. The variables are used as a pair, and only if neither was given.
   *
   * It travels in a header, so it has at most 4,096 characters, all of them Latin-1, and no control character.
   */
  clientId?: string | undefined;
  /**
   * The client secret, of the same characters. Default: the variable `WHATSMATE_CLIENT_SECRET`, likewise. Keep it out of
   * pages: see {@link WhatsMateConfig.dangerouslyAllowBrowser}. It is never shown in an error, an event or a URL.
   */
  clientSecret?: string | undefined;
  /**
   * Where the API is. Default: the variable `WHATSMATE_BASE_URL`, else `https://api.whatsmate.net`. In a page it may be
   * relative. Its path is kept, with or without a slash at its end. A user name, a query or a fragment is refused, and so
   * is `http`, but to this machine: see {@link WhatsMateConfig.allowInsecureHttp}.
   *
   * With a base URL and no credentials, the one who answers there adds them: a relay.
   */
  baseUrl?: string | URL | undefined;
  /**
   * Headers that a relay itself asks for, a bearer or CSRF token, say. Asked for anew before each attempt. Only where
   * there are no credentials. `Content-Type`, `Content-Length` and `Idempotency-Key` are not theirs to choose.
   */
  headers?: (() => HeadersInit | Promise<HeadersInit>) | undefined;
  /**
   * How long one attempt may take, in ms, more than 0: from `headers` to the last byte of the answer. What comes before
   * it, such as waiting for a place, is not counted. Default: 60,000, and 1,000 more for each 50,000 bytes of body.
   */
  timeout?: number | undefined;
  /**
   * How long a whole call may take, in ms, more than 0: waiting for a place, encoding, all attempts and the waits between
   * them. Default: none; 600,000 for {@link PdfToText.wait} and {@link PdfToText.submitAndWait}.
   */
  deadline?: number | undefined;
  /**
   * How many attempts may follow the first, a whole number, 0 or more. Default: 2. What is repeated: see the README,
   * "Retries".
   */
  maxRetries?: number | undefined;
  /**
   * Whether a send, submit, translate or extract whose fate is unknown is repeated, too. A message may then arrive twice.
   * Default: false.
   */
  retryUnknown?: boolean | undefined;
  /**
   * How many requests may be under way at once, a whole number, 1 or more, for all objects made from one
   * {@link WhatsMate}. Further ones wait, first come first served. Default: 32.
   */
  maxConcurrency?: number | undefined;
  /**
   * Whether the documented limits of lengths and sizes are checked before anything is sent. All other checks stay.
   * Default: true.
   */
  enforceLimits?: boolean | undefined;
  /**
   * A fetch to use instead of the global one, which is looked up at each call. It is called with a string and an init
   * that holds `method`, `headers` (a plain object), `redirect: "manual"`, `signal`, and `body` (a string, bytes or a Blob) or
   * `cache`. It may answer at once. Of its answer only `status`, `headers.get` and `text` are used.
   */
  fetch?: ((url: string, init: RequestInit) => Answer | Promise<Answer>) | undefined;
  /**
   * Is told of each request, response and retry; never a secret, never a body. What it throws is ignored.
   */
  onEvent?: ((event: WhatsMateEvent) => void) | undefined;
  /**
   * Whether `http` may be used to other hosts than this machine. Everything, the secret too, then travels in clear text.
   * Default: false.
   */
  allowInsecureHttp?: boolean | undefined;
  /**
   * Whether a page or a web worker may hold a `clientSecret`. Whoever opens the page can read it. Not needed where the
   * base URL is on this machine. Default: false.
   */
  dangerouslyAllowBrowser?: boolean | undefined;
}

/**
 * What {@link WhatsMateConfig.onEvent} is told of one attempt: that it begins (`"request"`), that an answer has come, whole
 * (`"response"`), or that it has failed and there will be another (`"retry"`).
 *
 * @example
 * ```ts
 * import { WhatsMate, type WhatsMateEvent } from "whatsmate";
 *
 * function log(event: WhatsMateEvent) {
 *   if (event.type === "retry") console.warn(event.endpoint, event.error.code, `again in ${event.wait} ms`);
 * }
 * const whatsmate = new WhatsMate({ onEvent: log });
 * ```
 */
export type WhatsMateEvent = {
  /** The call, such as `"POST /v3/whatsapp/single/text/message"`. */
  endpoint: string;
  /** Which attempt it is; 1 is the first. */
  attempt: number;
} & (
  | {
      /** An attempt begins. */
      type: "request";
    }
  | {
      /** An answer has come, whole. */
      type: "response";
      /** Its HTTP status. */
      status: number;
      /** How long the attempt has taken so far, in ms. */
      duration: number;
    }
  | {
      /** The attempt has failed, and there will be another. */
      type: "retry";
      /** How long until then, in ms. */
      wait: number;
      /** What it failed with. */
      error: WhatsMateError;
    }
);
