/**
 * What all errors of this package are. `instanceof` works across two copies of the package and across realms.
 *
 * The classes are for `instanceof`; to `switch` on `code`, ask {@link isWhatsMateError} first. Only the package makes
 * errors. A secret is never in one: it is masked.
 *
 * @example
 * try {
 *   await whatsapp.sendText({ number: "12025550123", message: "Hello" });
 * } catch (error) {
 *   if (error instanceof WhatsMateError && error.delivery === "not-sent") console.log("It is safe to send it again.");
 *   else throw error;
 * }
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
  /** The original: what fetch or a file threw, the signal's reason. */
  readonly cause?: unknown;
}

/** A parameter or option that can not be sent. Found before anything was sent. `code`: `"invalid_input"`. */
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

/** Status 401 or 403: the credentials are wrong or not allowed to do this. `code`: `"authentication"`. */
export class AuthenticationError extends ApiError {
  protected constructor();
  /** The class's name. */
  readonly name: "AuthenticationError";
}

/** Status 444 or 469: the quota is used up. `code`: `"quota_exceeded"`. */
export class QuotaExceededError extends ApiError {
  protected constructor();
  /** The class's name. */
  readonly name: "QuotaExceededError";
  /** Whether it is the trial's quota (444), not a paid one (469). */
  readonly trial: boolean;
}

/** Status 429: too many calls. `code`: `"rate_limited"`. */
export class RateLimitError extends ApiError {
  protected constructor();
  /** The class's name. */
  readonly name: "RateLimitError";
  /** How long the API asks to wait, in ms, where it says so. */
  readonly retryAfter: number | undefined;
}

/**
 * An answer that is not one of this API's: status 200 without what the call answers, a redirect (never followed, since the
 * secret must not travel), or a fetch that gives no Response. `code`: `"unexpected_response"`.
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

/** No answer came: `cause` is what fetch threw. `code`: `"connection"`. */
export class ConnectionError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "ConnectionError";
}

/** A `timeout` or `deadline` has passed. `code`: `"timeout"`. */
export class TimeoutError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "TimeoutError";
  /** The bound, in ms. */
  readonly after: number;
  /** Which of the two it was: `timeout` bounds an attempt. */
  readonly scope: "attempt" | "deadline";
}

/** The signal fired: `cause` is its reason. `code`: `"aborted"`. */
export class AbortError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "AbortError";
}

/** A PDF job has no text yet. `code`: `"job_not_ready"`. */
export class JobNotReadyError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "JobNotReadyError";
  /** The job's id. */
  readonly jobId: string;
  /** The job's state, in the API's word. */
  readonly status: string;
}

/** A PDF job has failed, and there will be no text. `code`: `"job_failed"`. */
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
 */
export class WasmUnavailableError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "WasmUnavailableError";
}

type Shape<Class extends WhatsMateError, Code extends string> = Class & { readonly code: Code };

/**
 * Each kind of error with its literal `code`, for a `switch`. New kinds may come with a new minor version, so let the
 * `switch` have a `default`.
 */
export type WhatsMateFailure =
  | Shape<InvalidInputError, "invalid_input">
  | Shape<ApiError, "api_error">
  | Shape<AuthenticationError, "authentication">
  | Shape<QuotaExceededError, "quota_exceeded">
  | Shape<RateLimitError, "rate_limited">
  | Shape<UnexpectedResponseError, "unexpected_response">
  | Shape<ConnectionError, "connection">
  | Shape<TimeoutError, "timeout">
  | Shape<AbortError, "aborted">
  | Shape<JobNotReadyError, "job_not_ready">
  | Shape<JobFailedError, "job_failed">
  | Shape<WasmUnavailableError, "wasm_unavailable">;

/**
 * Whether something that was thrown is an error of this package, whichever copy of it or realm it is from.
 *
 * @returns true for each {@link WhatsMateError}, whose `code` can then be used in a `switch`
 * @example
 * try {
 *   await whatsapp.sendText({ number: "12025550123", message: "Hello" });
 * } catch (error) {
 *   if (!isWhatsMateError(error)) throw error;
 *   switch (error.code) {
 *     case "rate_limited": console.log("wait", error.retryAfter, "ms"); break;
 *     case "invalid_input": console.log(error.field, "is wrong"); break;
 *     default: console.log(error.message);
 *   }
 * }
 */
export function isWhatsMateError(error: unknown): error is WhatsMateFailure;

// Without this, the types above that are not marked as exported would be.
export {};
