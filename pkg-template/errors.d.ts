/**
 * What all errors of this package are. `instanceof` works across two copies of the package and across realms.
 *
 * The classes are for `instanceof`; to `switch` on `code`, ask {@link isWhatsMateError} first. Only the package makes
 * errors. A secret is never in one: it is masked.
 *
 * @example
 * ```ts
 * import { WhatsApp, WhatsMateError } from "whatsmate";
 *
 * const whatsapp = new WhatsApp({ instance: 1 });
 * try {
 *   await whatsapp.sendText({ number: "12025550101", message: "Hello" });
 * } catch (error) {
 *   if (!(error instanceof WhatsMateError)) throw error;
 *   console.error(error.delivery === "not-sent" ? "It is safe to send it again." : "It may have been sent.", error);
 * }
 * ```
 */
export class WhatsMateError extends Error {
  protected constructor();
  /** A word for the kind of error that stays the same from version to version. */
  readonly code: string;
  /** The call, such as `"POST /v3/whatsapp/single/text/message"`; missing where an error belongs to no call. */
  readonly endpoint?: string;
  /**
   * On a send and on submit: whether it is certain that nothing was queued. After `"not-sent"` it is safe to try again;
   * after `"unknown"` the message may arrive all the same.
   */
  readonly delivery?: "not-sent" | "unknown";
  /** On every error of `submitAndWait` and `wait` that comes when there is a job: its id. */
  readonly jobId?: string;
  /** The original, where there is one: what fetch or a file threw, the signal's reason. It holds no secret either. */
  readonly cause?: unknown;
}

/**
 * A parameter or option that can not be sent. Found before anything was sent, so it is safe to send again once it is mended.
 * `code`: `"invalid_input"`.
 *
 * @example
 * ```ts
 * import { InvalidInputError, WhatsApp } from "whatsmate";
 *
 * const whatsapp = new WhatsApp({ instance: 1 });
 * try {
 *   await whatsapp.sendText({ number: "12025550101", message: "" });
 * } catch (error) {
 *   if (!(error instanceof InvalidInputError)) throw error;
 *   console.error(error.field, error.message); // "message", and what is wrong with it
 * }
 * ```
 */
export class InvalidInputError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "InvalidInputError";
  /** Which one: `"number"`, `"options.timeout"`, `"config.baseUrl"`, … */
  readonly field: string;
}

/**
 * The API refused the call or failed: any status but 200 and 3xx, or an `error_message` in its answer. `code`:
 * `"api_error"`, or that of a kind of its own.
 *
 * @example
 * ```ts
 * import { ApiError, Translation } from "whatsmate";
 *
 * const translation = new Translation();
 * try {
 *   console.log(await translation.translate({ fromLang: "en", toLang: "xx", text: "Hello" }));
 * } catch (error) {
 *   if (!(error instanceof ApiError)) throw error;
 *   console.error(error.status, error.errorMessage);
 * }
 * ```
 */
export class ApiError extends WhatsMateError {
  protected constructor();
  /** The HTTP status. */
  readonly status: number;
  /** The API's own words, its `error_message`, where it gave some. */
  readonly errorMessage: string | undefined;
  /** The answer's text, of which at most 64 KiB are kept. */
  readonly body: string;
}

/**
 * Status 401 or 403: the credentials are wrong or not allowed to do this. `code`: `"authentication"`.
 *
 * @example
 * ```ts
 * import { AuthenticationError, Translation } from "whatsmate";
 *
 * const translation = new Translation();
 * try {
 *   console.log(await translation.translate({ fromLang: "en", toLang: "es", text: "Hello" }));
 * } catch (error) {
 *   if (!(error instanceof AuthenticationError)) throw error;
 *   console.error("Check the credentials.");
 * }
 * ```
 */
export class AuthenticationError extends ApiError {
  protected constructor();
  /** The class's name. */
  readonly name: "AuthenticationError";
}

/**
 * Status 444 or 469: the quota is used up. `code`: `"quota_exceeded"`.
 *
 * @example
 * ```ts
 * import { QuotaExceededError, Translation } from "whatsmate";
 *
 * const translation = new Translation();
 * try {
 *   console.log(await translation.translate({ fromLang: "en", toLang: "es", text: "Hello" }));
 * } catch (error) {
 *   if (!(error instanceof QuotaExceededError)) throw error;
 *   console.error(error.trial ? "The trial is used up." : "The month is used up.");
 * }
 * ```
 */
export class QuotaExceededError extends ApiError {
  protected constructor();
  /** The class's name. */
  readonly name: "QuotaExceededError";
  /** Whether it is the trial's quota (444), not a paid one (469). */
  readonly trial: boolean;
}

/**
 * Status 429: too many calls. It comes only after the retries, or where the API asks for a longer wait than 60 s or the
 * deadline allows. `code`: `"rate_limited"`.
 *
 * @example
 * ```ts
 * import { RateLimitError, WhatsApp } from "whatsmate";
 *
 * const whatsapp = new WhatsApp({ instance: 1 });
 * try {
 *   await whatsapp.sendText({ number: "12025550101", message: "Hello" });
 * } catch (error) {
 *   if (!(error instanceof RateLimitError)) throw error;
 *   console.error("Too many calls. Wait", error.retryAfter ?? "some", "ms.");
 * }
 * ```
 */
export class RateLimitError extends ApiError {
  protected constructor();
  /** The class's name. */
  readonly name: "RateLimitError";
  /** How long the API asks to wait, in ms, where it says so: its header `Retry-After`. */
  readonly retryAfter: number | undefined;
}

/**
 * An answer that is not one of this API's: status 200 without what the call answers, a redirect (never followed, since the
 * secret must not travel), or a fetch that gives no Response. `code`: `"unexpected_response"`.
 *
 * @example
 * ```ts
 * import { Translation, UnexpectedResponseError } from "whatsmate";
 *
 * const translation = new Translation();
 * try {
 *   console.log(await translation.translate({ fromLang: "en", toLang: "es", text: "Hello" }));
 * } catch (error) {
 *   if (!(error instanceof UnexpectedResponseError)) throw error;
 *   console.error("Is this the right base URL?", error.status, error.body);
 * }
 * ```
 */
export class UnexpectedResponseError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "UnexpectedResponseError";
  /** The HTTP status; 0 for a redirect that a browser hides, `undefined` where there was no Response. */
  readonly status: number | undefined;
  /** The answer's text, of which at most 64 KiB are kept. */
  readonly body: string;
}

/**
 * No answer came: `cause` is what fetch threw, or a file that failed while it was sent. On a send, `delivery` is `"not-sent"`
 * only where it is proven that the connection never opened. `code`: `"connection"`.
 *
 * @example
 * ```ts
 * import { ConnectionError, WhatsApp } from "whatsmate";
 *
 * const whatsapp = new WhatsApp({ instance: 1 });
 * try {
 *   await whatsapp.sendText({ number: "12025550101", message: "Hello" });
 * } catch (error) {
 *   if (!(error instanceof ConnectionError)) throw error;
 *   console.error(error.delivery === "not-sent" ? "Try again later." : "It may have been sent.", error.cause);
 * }
 * ```
 */
export class ConnectionError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "ConnectionError";
}

/**
 * A `timeout` or `deadline` has passed. A send that was under way may arrive all the same: see `delivery`. `code`:
 * `"timeout"`.
 *
 * @example
 * ```ts
 * import { TimeoutError, Translation } from "whatsmate";
 *
 * const translation = new Translation();
 * try {
 *   console.log(await translation.supportedCodes({ timeout: 5_000, deadline: 20_000 }));
 * } catch (error) {
 *   if (!(error instanceof TimeoutError)) throw error;
 *   console.error(`${error.scope} of ${error.after} ms`);
 * }
 * ```
 */
export class TimeoutError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "TimeoutError";
  /** The bound that has passed, in ms. */
  readonly after: number;
  /** Which of the two it was: `timeout` bounds an attempt. */
  readonly scope: "attempt" | "deadline";
}

/**
 * The signal fired: `cause` is its reason. A send that was under way may arrive all the same: see `delivery`. `code`:
 * `"aborted"`.
 *
 * @example
 * ```ts
 * import { AbortError, PdfToText } from "whatsmate";
 *
 * const pdf = new PdfToText();
 * try {
 *   const signal = AbortSignal.timeout(100);
 *   await pdf.submitAndWait("https://files.example.com/book.pdf", { signal });
 * } catch (error) {
 *   if (!(error instanceof AbortError)) throw error;
 *   console.error(error.jobId ?? "not yet submitted", error.cause);
 * }
 * ```
 */
export class AbortError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "AbortError";
}

/**
 * A message of a list with a ledger was begun by an earlier run, which was cut off or did not learn its fate. It may have
 * arrived, so it is sent again only with `retryUnknown`. `code`: `"interrupted"`.
 *
 * @example
 * ```ts
 * import { InterruptedError, WhatsApp } from "whatsmate";
 *
 * const whatsapp = new WhatsApp({ instance: 1 });
 * const messages = [{ kind: "text", number: "12025550101", message: "Hello" }] as const;
 * for await (const outcome of whatsapp.sendMany(messages, { ledger: "greetings.ledger" })) {
 *   if (outcome.status === "failed" && outcome.error instanceof InterruptedError) {
 *     console.error(outcome.key, "may have arrived: ask before you send it again.");
 *   }
 * }
 * ```
 */
export class InterruptedError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "InterruptedError";
}

/**
 * A PDF job has no text yet. {@link PdfToText.wait} waits until it has. `code`: `"job_not_ready"`.
 *
 * @example
 * ```ts
 * import { JobNotReadyError, PdfToText } from "whatsmate";
 *
 * const pdf = new PdfToText();
 * try {
 *   const job = await pdf.submit("https://files.example.com/book.pdf");
 *   console.log(await pdf.retrieveText(job.id));
 * } catch (error) {
 *   if (!(error instanceof JobNotReadyError)) throw error;
 *   console.log(await pdf.wait(error.jobId));
 * }
 * ```
 */
export class JobNotReadyError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "JobNotReadyError";
  /** The job's id. */
  readonly jobId: string;
  /** The job's state, in the API's word. */
  readonly status: string;
}

/**
 * A PDF job has failed, and there will be no text. `code`: `"job_failed"`.
 *
 * @example
 * ```ts
 * import { JobFailedError, PdfToText } from "whatsmate";
 *
 * const pdf = new PdfToText();
 * try {
 *   console.log(await pdf.submitAndWait("https://files.example.com/missing.pdf"));
 * } catch (error) {
 *   if (!(error instanceof JobFailedError)) throw error;
 *   console.error(error.jobId, error.status); // "Failed", and why
 * }
 * ```
 */
export class JobFailedError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "JobFailedError";
  /** The job's id. */
  readonly jobId: string;
  /** The job's state: `"Failed"`, with the API's reason. */
  readonly status: string;
}

/**
 * The host forbids WebAssembly, as a page does whose Content-Security-Policy has no `'wasm-unsafe-eval'`, or `init` of
 * `whatsmate/slim` was not called. Thrown at the first use, which is a constructor or {@link Media.encode}. `code`:
 * `"wasm_unavailable"`.
 *
 * @example
 * ```ts
 * import { WasmUnavailableError, WhatsMate } from "whatsmate";
 *
 * try {
 *   const whatsmate = new WhatsMate();
 *   console.log(await whatsmate.translation.supportedCodes());
 * } catch (error) {
 *   if (!(error instanceof WasmUnavailableError)) throw error;
 *   console.error("This host forbids WebAssembly.", error.cause);
 * }
 * ```
 */
export class WasmUnavailableError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "WasmUnavailableError";
}

/**
 * A request that is no incoming message of your gateway's, see `parseWebhook` of `whatsmate/webhook`. `code`: `"webhook"`.
 *
 * @example
 * ```ts
 * import { WebhookError } from "whatsmate";
 * import { parseWebhook } from "whatsmate/webhook";
 *
 * const options = { token: "the-token-of-your-account" };
 * const message = await parseWebhook("{}", options).catch((error) => error);
 * if (message instanceof WebhookError) console.log(message.status); // 401
 * ```
 */
export class WebhookError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "WebhookError";
  /** The HTTP status to answer it with. */
  readonly status: 400 | 401 | 413;
}
