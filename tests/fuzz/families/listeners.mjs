import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { build, recipe } from "../support/build.mjs";
import { CALLS, goodFetch, make } from "../support/calls.mjs";
import { BASE, BOUNDS, client, stillWorks } from "../support/client.mjs";
import { looksDocumentedFor, settled } from "../support/outcome.mjs";
import { whatsmate } from "../support/package.mjs";

/** How a function of the caller's ends. A promise that rejects is not handled here: whoever calls the function must. */
const ENDINGS = {
  returns: (value) => value(),
  throws: (value) => { throw value(); },
  rejects: (value) => Promise.reject(value()),
  "rejects late": (value) => turn().then(() => { throw value(); }),
  "is a thenable": (value) => ({ then: (resolve) => resolve(value()) }),
  "is a thenable that rejects": (value) => ({ then: (_resolve, reject) => reject(value()) }),
  "changes what it was given": (value, given) => {
    for (const key of Object.keys(given ?? {})) given[key] = value();
  },
};

const ending = fc.constantFrom(...Object.keys(ENDINGS));
const ends = (how, value) => (given) => ENDINGS[how](() => build(value), given);

const TELLING = ["onEvent", "onProgress", "onStatus"];

function optionsFor(entry, listener, told) {
  if (listener === "onProgress" && entry.kind === "upload") return { onProgress: told };
  return listener === "onStatus" && entry.kind === "wait" ? { onStatus: told } : {};
}

const tell = {
  name: "what onEvent, onProgress and onStatus do",
  runs: 2000,
  cases: fc.record({
    call: fc.constantFrom(...CALLS.map(({ name }) => name)),
    listener: fc.constantFrom(...TELLING),
    how: ending,
    value: recipe,
    calls: fc.boolean(),
  }),
  async examine({ call, listener, how, value, calls }) {
    const entry = CALLS.find(({ name }) => name === call);
    let inner;
    const told = (given) => {
      // A listener may make a call of its own, in the middle of another.
      if (calls) inner ??= settled(() => make(entry, state.wm, entry.right?.(), {}));
      return ends(how, value)(given);
    };
    const state = client(listener === "onEvent" ? { onEvent: told, deadline: 5_000 } : { deadline: 5_000 });
    const outcome = await settled(() => make(entry, state.wm, entry.right?.(), optionsFor(entry, listener, told)));
    assert.deepEqual(outcome, { value: entry.answer });
    if (inner) assert.deepEqual(await inner, { value: entry.answer });
    await stillWorks(state);
  },
};

const headers = {
  name: "what headers() gives",
  runs: 1500,
  cases: fc.record({ call: fc.constantFrom(...CALLS.map(({ name }) => name)), how: ending, value: recipe }),
  async examine({ call, how, value }) {
    const entry = CALLS.find(({ name }) => name === call);
    let requests = 0;
    let given = ends(how, value);
    const fetch = (url) => {
      requests += 1;
      return goodFetch(url);
    };
    const wm = new whatsmate.WhatsMate({ ...BASE, maxConcurrency: 1, fetch, headers: () => given() });
    const { value: answer, error } = await settled(() => make(entry, wm, entry.right?.(), { ...BOUNDS }));
    if (answer === undefined) looksDocumentedFor(entry, error, requests);
    else assert.deepEqual(answer, entry.answer);
    given = () => ({});
    await stillWorks({ wm });
  },
};

export default [tell, headers];
