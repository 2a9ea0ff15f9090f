// The error classes. They stand alone, so that importing them does not load the wasm.

/**
 * The mark of a class on its prototype. It is the same in every copy of the package (ESM and CommonJS) and in every
 * realm, so that `instanceof` holds across them.
 */
const mark = (name) => Symbol.for(`whatsmate.${name}`);

/** Names the class (minifiers rename it), gives it its code, and makes `instanceof` go by the mark. */
function define(Class, name, code) {
  const hidden = (value) => ({ value, configurable: true, writable: true });
  Object.defineProperty(Class.prototype, "name", hidden(name));
  Object.defineProperty(Class.prototype, "code", hidden(code));
  Object.defineProperty(Class.prototype, mark(name), { value: true });
  Object.defineProperty(Class, Symbol.hasInstance, {
    value(value) {
      // A class that somebody derives from this one is told by its prototype, as usual.
      if (this !== Class) return Function.prototype[Symbol.hasInstance].call(this, value);
      if (typeof value !== "object" || value === null) return false;
      try {
        return mark(name) in value;
      } catch {
        return false; // a proxy that lets nobody look
      }
    },
  });
}

export class WhatsMateError extends Error {
  constructor(message, properties, cause) {
    super(message, cause === undefined ? undefined : { cause });
    // `code` is an own property, too, so that it is seen when the error is printed or turned into JSON.
    Object.assign(this, { code: this.code }, properties);
  }
}
define(WhatsMateError, "WhatsMateError", undefined);

export class InvalidInputError extends WhatsMateError {}
define(InvalidInputError, "InvalidInputError", "invalid_input");

export class ApiError extends WhatsMateError {}
define(ApiError, "ApiError", "api_error");

export class AuthenticationError extends ApiError {}
define(AuthenticationError, "AuthenticationError", "authentication");

export class QuotaExceededError extends ApiError {}
define(QuotaExceededError, "QuotaExceededError", "quota_exceeded");

export class RateLimitError extends ApiError {}
define(RateLimitError, "RateLimitError", "rate_limited");

export class UnexpectedResponseError extends WhatsMateError {}
define(UnexpectedResponseError, "UnexpectedResponseError", "unexpected_response");

export class ConnectionError extends WhatsMateError {}
define(ConnectionError, "ConnectionError", "connection");

export class TimeoutError extends WhatsMateError {}
define(TimeoutError, "TimeoutError", "timeout");

export class AbortError extends WhatsMateError {}
define(AbortError, "AbortError", "aborted");

export class InterruptedError extends WhatsMateError {}
define(InterruptedError, "InterruptedError", "interrupted");

export class JobNotReadyError extends WhatsMateError {}
define(JobNotReadyError, "JobNotReadyError", "job_not_ready");

export class JobFailedError extends WhatsMateError {}
define(JobFailedError, "JobFailedError", "job_failed");

export class WasmUnavailableError extends WhatsMateError {}
define(WasmUnavailableError, "WasmUnavailableError", "wasm_unavailable");

export class WebhookError extends WhatsMateError {}
define(WebhookError, "WebhookError", "webhook");

/** Whether a value is one of these errors, whichever copy of the package or realm it is from. */
export function isWhatsMateError(value) {
  return value instanceof WhatsMateError;
}
