import type {
  AbortError,
  ApiError,
  AuthenticationError,
  ConnectionError,
  InterruptedError,
  InvalidInputError,
  JobFailedError,
  JobNotReadyError,
  QuotaExceededError,
  RateLimitError,
  TimeoutError,
  UnexpectedResponseError,
  WasmUnavailableError,
  WebhookError,
  WhatsMateError,
} from "./errors.js";

/** A kind of error with its literal code. */
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
  | Shape<InterruptedError, "interrupted">
  | Shape<JobNotReadyError, "job_not_ready">
  | Shape<JobFailedError, "job_failed">
  | Shape<WasmUnavailableError, "wasm_unavailable">
  | Shape<WebhookError, "webhook">;

/**
 * Whether something that was thrown is an error of this package, whichever copy of it or realm it is from.
 *
 * @param error anything
 * @returns true for each {@link WhatsMateError}, whose `code` can then be used in a `switch`
 * @example
 * ```ts
 * import { isWhatsMateError, WhatsApp } from "whatsmate";
 *
 * const whatsapp = new WhatsApp({ instance: 1 });
 * try {
 *   await whatsapp.sendText({ number: "12025550101", message: "Hello" });
 * } catch (error) {
 *   if (!isWhatsMateError(error)) throw error;
 *   switch (error.code) {
 *     case "rate_limited":
 *       console.error("Wait", error.retryAfter ?? "some", "ms.");
 *       break;
 *     case "invalid_input":
 *       console.error(error.field, "is wrong.");
 *       break;
 *     default:
 *       console.error(error.message);
 *   }
 * }
 * ```
 */
export function isWhatsMateError(error: unknown): error is WhatsMateFailure;

// Without this, the types above that are not marked as exported would be.
export {};
