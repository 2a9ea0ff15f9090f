import assert from "node:assert/strict";
import { goodFetch, NUMBER } from "./calls.mjs";
import { settled } from "./outcome.mjs";
import { whatsmate } from "./package.mjs";

export const SECRET = "canary-secret-0123456789";
export const CREDENTIALS = { clientId: "client@example.com", clientSecret: SECRET };
export const BASE = { baseUrl: "http://127.0.0.1:9" };

/** What bounds a case: an attempt, a call, and what each may try. */
export const BOUNDS = { timeout: 15, deadline: 30, maxRetries: 1 };

/**
 * A client whose fetch is the case's for the case, and right for the check after it. It lets one request through at a
 * time, so that a case that keeps its place blocks the next.
 */
export function client(config = {}) {
  const state = { fetch: goodFetch, requests: 0 };
  const wm = new whatsmate.WhatsMate({
    ...CREDENTIALS,
    ...BASE,
    ...BOUNDS,
    maxConcurrency: 1,
    fetch: (...args) => {
      state.requests += 1;
      return state.fetch(...args);
    },
    ...config,
  });
  return Object.assign(state, { wm });
}

/** Fails unless a client still does its work. */
export async function stillWorks(state) {
  state.fetch = goodFetch;
  const options = { timeout: 10_000, deadline: 20_000 };
  const outcome = await settled(() => state.wm.whatsapp(7).sendText({ number: NUMBER, message: "Hi" }, options));
  assert.deepEqual(outcome, { value: { id: "0b9ecb1c", status: "queued" } }, "the client is unusable after the case");
}
