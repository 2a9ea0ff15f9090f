import assert from "node:assert/strict";
import { setHostFetch } from "./host.mjs";

// Variables of the machine that runs the tests must not decide a test.
for (const name of ["WHATSMATE_CLIENT_ID", "WHATSMATE_CLIENT_SECRET", "WHATSMATE_BASE_URL"]) delete process.env[name];

export const whatsmate = await import("../../pkg/index.js");

export const CLIENT_ID = "client@example.com";
export const CLIENT_SECRET = "canary-secret-0123456789";
export const CREDENTIALS = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };

export const NUMBER = "12025550123";
export const ADMIN = "12025550199";

/** A client of the recording server that tries each call once. */
export function client(server, config = {}, library = whatsmate) {
  return new library.WhatsMate({ ...CREDENTIALS, baseUrl: server.url, maxRetries: 0, ...config });
}

/** The same with a fetch of the test's own in the place of a server. */
export function clientWithFetch(fetch, config = {}) {
  return client({ url: "http://127.0.0.1:9" }, { fetch, ...config });
}

/** Runs `work` with a client whose fetch is the host's own, which is `fetch` meanwhile. */
export async function withHostFetch(fetch, work, config = {}) {
  setHostFetch(fetch);
  try {
    return await work(client({ url: "http://127.0.0.1:9" }, config));
  } finally {
    setHostFetch();
  }
}

/** The error of a call; fails unless the call returned a promise and that was rejected. */
export async function failure(call) {
  const promise = call();
  assert.ok(promise instanceof Promise, "a call returns a Promise");
  const outcome = await promise.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  assert.ok("error" in outcome, `expected a failure, got ${JSON.stringify(outcome.value)}`);
  return outcome.error;
}

function looksRefused(error, field, library) {
  assert.ok(
    error instanceof library.InvalidInputError,
    `expected an InvalidInputError, got ${error?.name}: ${error?.message}`,
  );
  assert.equal(error.name, "InvalidInputError");
  assert.equal(error.code, "invalid_input");
  if (field instanceof RegExp) assert.match(error.field, field);
  else if (field !== undefined) assert.equal(error.field, field);
  assert.doesNotMatch(error.message, /undefined|null/i);
  assert.ok(!error.message.includes(CLIENT_SECRET), "the message shows the secret");
  return error;
}

/** Asserts that a call is refused before it is sent; `field` is a name or a pattern. Gives the error. */
export async function refused(call, field, library = whatsmate) {
  const error = looksRefused(await failure(call), field, library);
  return error;
}

/** Asserts that a constructor or other synchronous function refuses. Gives the error. */
export function refusedNow(make, field, library = whatsmate) {
  let made;
  try {
    made = make();
  } catch (error) {
    return looksRefused(error, field, library);
  }
  return assert.fail(`expected a throw, got ${typeof made}`);
}

/** Bytes without a short period, the same in every run. */
export function bytes(length, seed = 1) {
  const out = Buffer.alloc(length);
  let state = seed;
  for (let i = 0; i < length; i += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    out[i] = state >>> 24;
  }
  return out;
}

export const base64 = (input) => Buffer.from(input).toString("base64");
