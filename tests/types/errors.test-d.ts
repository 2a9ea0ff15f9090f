import {
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
  WhatsMateError,
  isWhatsMateError,
} from "whatsmate";
import type { WhatsMateFailure } from "whatsmate";
import { exactly } from "./exactly.js";

/** Each code, with the fields that come with it. */
export function explain(error: unknown): string | number {
  if (!isWhatsMateError(error)) throw error;
  exactly<WhatsMateFailure>()(error);
  exactly<string>()(error.message);
  exactly<string | undefined>()(error.endpoint);
  exactly<"not-sent" | "unknown" | undefined>()(error.delivery);
  exactly<string | undefined>()(error.jobId);
  exactly<unknown>()(error.cause);
  switch (error.code) {
    case "invalid_input":
      exactly<string>()(error.field);
      // @ts-expect-error nothing was sent, so there is no status
      return error.status;
    case "api_error":
      exactly<number>()(error.status);
      exactly<string | undefined>()(error.errorMessage);
      return error.body;
    case "authentication":
      return error.status;
    case "quota_exceeded":
      exactly<boolean>()(error.trial);
      return error.status;
    case "rate_limited":
      exactly<number | undefined>()(error.retryAfter);
      return error.status;
    case "unexpected_response":
      exactly<number | undefined>()(error.status);
      return error.body;
    case "connection":
      return error.message;
    case "timeout":
      exactly<"attempt" | "deadline">()(error.scope);
      return error.after;
    case "aborted":
      // @ts-expect-error that is a timeout's
      return error.after;
    case "job_not_ready":
    case "job_failed":
      exactly<string>()(error.status);
      return error.jobId;
    case "interrupted":
      exactly<"InterruptedError">()(error.name);
      return error.message;
    case "webhook":
      exactly<400 | 401 | 413>()(error.status);
      return error.status;
    case "wasm_unavailable":
      return error.message;
    default:
      exactly<never>()(error);
      return error;
  }
}

/** A forgotten code is found by the `never` at the end. */
export function forgetful(error: WhatsMateFailure): string {
  switch (error.code) {
    case "invalid_input":
      return error.field;
    // @ts-expect-error there is no such code
    case "invalid":
      return "";
    default:
      // @ts-expect-error others are left
      return error satisfies never;
  }
}

/** Each class, and what is left when it is not that one. */
export function byClass(error: unknown): void {
  if (error instanceof AuthenticationError) exactly<AuthenticationError>()(error);
  else if (error instanceof QuotaExceededError) exactly<boolean>()(error.trial);
  else if (error instanceof RateLimitError) exactly<number | undefined>()(error.retryAfter);
  else if (error instanceof ApiError) exactly<ApiError>()(error);
  else if (error instanceof InvalidInputError) exactly<string>()(error.field);
  else if (error instanceof UnexpectedResponseError) exactly<number | undefined>()(error.status);
  else if (error instanceof TimeoutError) exactly<number>()(error.after);
  else if (error instanceof JobNotReadyError) exactly<string>()(error.jobId);
  else if (error instanceof JobFailedError) exactly<string>()(error.jobId);
  else if (error instanceof WhatsMateError) exactly<string>()(error.code);
}

/** Classes that add no field are told apart all the same: what is not one of them is still something. */
export function leftOver(error: WhatsMateError): void {
  if (error instanceof ConnectionError) return;
  if (error instanceof AbortError) return;
  if (error instanceof WasmUnavailableError) return;
  exactly<WhatsMateError>()(error);
  if (error instanceof ApiError) {
    if (error instanceof AuthenticationError) return;
    exactly<ApiError>()(error);
  }
}

declare const rateLimited: RateLimitError;
const tree: ApiError = rateLimited;
const root: WhatsMateError = tree;
const plain: Error = root;
export { plain };
exactly<string>()(root.code);
exactly<string>()(root.name);
exactly<"RateLimitError">()(rateLimited.name);
declare const failure: WhatsMateFailure;
export const anyFailure: WhatsMateError = failure;
// @ts-expect-error the classes' code is any string, so not each is a shape
export const notNarrow: WhatsMateFailure = root;
// @ts-expect-error only the package makes errors
new InvalidInputError();
// @ts-expect-error only the package makes errors
new WhatsMateError("message");
// @ts-expect-error what an error tells is for reading
rateLimited.status = 200;
// @ts-expect-error an argument is needed
isWhatsMateError();
