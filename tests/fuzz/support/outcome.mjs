import assert from "node:assert/strict";
import { inspect } from "node:util";
import { whatsmate } from "./package.mjs";

/** The documented classes and their codes. */
export const CODES = {
  InvalidInputError: "invalid_input",
  ApiError: "api_error",
  AuthenticationError: "authentication",
  QuotaExceededError: "quota_exceeded",
  RateLimitError: "rate_limited",
  UnexpectedResponseError: "unexpected_response",
  ConnectionError: "connection",
  TimeoutError: "timeout",
  AbortError: "aborted",
  JobNotReadyError: "job_not_ready",
  JobFailedError: "job_failed",
};

/** How long a promise may take that is bounded to a fraction of it, on a busy machine. */
const PATIENCE = Number(process.env.FUZZ_PATIENCE ?? 5_000);

/**
 * What a call ends with: `{ value }` or `{ error }`.
 *
 * @throws if it throws at once, gives no promise, or the promise does not settle
 */
export async function settled(call) {
  let promise;
  try {
    promise = call();
  } catch (thrown) {
    throw new Error(`threw at once, where a rejection is due: ${shown(thrown)}`, { cause: thrown });
  }
  assert.ok(promise instanceof Promise, "a call returns a Promise");
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE, "late");
  });
  const outcome = await Promise.race([
    promise.then((value) => ({ value }), (error) => ({ error })),
    late,
  ]);
  clearTimeout(timer);
  assert.notEqual(outcome, "late", `the promise did not settle within ${PATIENCE} ms`);
  return outcome;
}

export function shown(value) {
  try {
    return inspect(value, { depth: 2, customInspect: false });
  } catch {
    return "a value that can not be printed";
  }
}

/** Fails unless a thrown value is one of the documented errors, with the properties of its class. */
export function looksDocumented(error) {
  assert.ok(whatsmate.isWhatsMateError(error), `an undocumented error: ${shown(error)}`);
  const { name, code } = error;
  assert.ok(name in CODES, `an unknown class: ${name}`);
  assert.ok(error instanceof whatsmate[name] && error instanceof whatsmate.WhatsMateError && error instanceof Error);
  assert.equal(code, CODES[name]);
  assert.ok(typeof error.message === "string" && error.message.length > 0);
  const has = (key, type) => assert.equal(typeof error[key], type, `${name}.${key} of ${error.message.slice(0, 300)}`);
  switch (name) {
    case "InvalidInputError":
      has("field", "string");
      break;
    case "ApiError":
    case "AuthenticationError":
    case "QuotaExceededError":
    case "RateLimitError":
      has("status", "number");
      has("body", "string");
      break;
    case "UnexpectedResponseError":
      has("body", "string");
      break;
    case "TimeoutError":
      has("after", "number");
      assert.ok(["attempt", "deadline"].includes(error.scope), error.scope);
      break;
    case "JobNotReadyError":
    case "JobFailedError":
      has("jobId", "string");
      has("status", "string");
      break;
    default:
  }
}

/** Fails unless a call's error is documented and says of the message what is known of it. */
export function looksDocumentedFor(entry, error, requests) {
  looksDocumented(error);
  assert.equal(typeof error.endpoint, "string", `${error.name} of ${entry.name} has no endpoint`);
  const submits = entry.method === "submitAndWait" && error.jobId === undefined;
  if (entry.queues || submits) {
    assert.ok(["not-sent", "unknown"].includes(error.delivery), `delivery is ${error.delivery}`);
    if (requests === 0) assert.equal(error.delivery, "not-sent", `${error.name}: no request was made`);
  }
  if (error.name === "InvalidInputError") assert.equal(requests, 0, `refused after a request was made: ${error.message}`);
}
