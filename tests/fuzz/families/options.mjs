import assert from "node:assert/strict";
import fc from "fast-check";
import { build, recipe } from "../support/build.mjs";
import { CALLS, make } from "../support/calls.mjs";
import { client, stillWorks } from "../support/client.mjs";
import { looksDocumentedFor, settled } from "../support/outcome.mjs";

const KEYS = [
  "signal", "timeout", "deadline", "maxRetries", "retryUnknown", "onProgress", "pollInterval", "onStatus", "Timeout",
  "__proto__", "constructor",
];

const options = fc.oneof(
  { arbitrary: fc.record({ whole: recipe }), weight: 1 },
  {
    arbitrary: fc.record({ keys: fc.array(fc.tuple(fc.constantFrom(...KEYS), recipe), { minLength: 1, maxLength: 3 }) }),
    weight: 3,
  },
);

const cases = fc.record({ call: fc.constantFrom(...CALLS.map(({ name }) => name)), given: options });

function made({ whole, keys }) {
  if (whole !== undefined) return build(whole);
  const object = {};
  for (const [key, value] of keys) {
    Object.defineProperty(object, key, { value: build(value), configurable: true, enumerable: true, writable: true });
  }
  return object;
}

export default {
  name: "options of every call",
  runs: 4000,
  cases: cases,
  async examine({ call, given }) {
    const entry = CALLS.find(({ name }) => name === call);
    const state = client();
    const { value, error } = await settled(() => make(entry, state.wm, entry.right?.(), made(given)));
    if (value !== undefined) assert.deepEqual(value, entry.answer);
    // A signal that has fired or a time of next to nothing ends a wait after requests of its own.
    else looksDocumentedFor(entry, error, state.requests);
    await stillWorks(state);
  },
};
