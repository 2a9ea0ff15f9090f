import assert from "node:assert/strict";
import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { build, recipe } from "../support/build.mjs";
import { CALLS, make } from "../support/calls.mjs";
import { BOUNDS, client, stillWorks } from "../support/client.mjs";
import { looksDocumentedFor, settled } from "../support/outcome.mjs";

const MEMBERS = ["aborted", "reason", "addEventListener", "removeEventListener", "dispatchEvent", "onabort", "throwIfAborted"];

/** Signals, real ones and others, and what makes them fire. */
const KINDS = {
  real: () => {
    const controller = new AbortController();
    return { signal: controller.signal, fire: (reason) => controller.abort(reason) };
  },
  "event target": () => {
    const signal = Object.assign(new EventTarget(), { aborted: false });
    const fire = (reason) => {
      Object.assign(signal, { aborted: true, reason });
      signal.dispatchEvent(new Event("abort"));
    };
    return { signal, fire };
  },
  "event target that keeps its listeners": () => {
    const { signal, fire } = KINDS["event target"]();
    return { signal: Object.assign(signal, { removeEventListener() {} }), fire };
  },
  "fires again and again": () => {
    const { signal, fire } = KINDS["event target that keeps its listeners"]();
    return { signal, fire: (reason) => [1, 2, 3].forEach(() => fire(reason)) };
  },
  "fires without being aborted": () => {
    const signal = Object.assign(new EventTarget(), { aborted: false });
    return { signal, fire: () => signal.dispatchEvent(new Event("abort")) };
  },
  "calls at once": () => ({
    signal: { aborted: false, addEventListener: (_, listener) => listener(), removeEventListener: (_, listener) => listener() },
    fire: () => {},
  }),
  "is aborted when it is listened to": () => {
    const signal = { aborted: false, removeEventListener() {} };
    signal.addEventListener = (_, listener) => {
      signal.aborted = true;
      listener();
    };
    return { signal, fire: () => {} };
  },
};

/** Each resolves when it has fired. */
const WHEN = {
  "in the same turn": (fire) => Promise.resolve().then(fire),
  soon: (fire) => turn().then(fire),
  late: (fire) => sleep(3).then(fire),
  never: () => {},
};

const cases = fc.record({
  call: fc.constantFrom(...CALLS.map(({ name }) => name)),
  kind: fc.constantFrom(...Object.keys(KINDS)),
  when: fc.constantFrom("before", ...Object.keys(WHEN)),
  reason: recipe,
  odd: fc.array(fc.tuple(fc.constantFrom(...MEMBERS), recipe), { maxLength: 1 }),
  hangs: fc.boolean(),
});

export default {
  name: "signals",
  runs: 1500,
  cases,
  async examine({ call, kind, when, reason, odd, hangs }) {
    const entry = CALLS.find(({ name }) => name === call);
    const state = client();
    if (hangs) state.fetch = () => new Promise(() => {});
    const { signal, fire } = KINDS[kind]();
    const box = { reason: build(reason) };
    for (const [member, value] of odd) {
      Object.defineProperty(signal, member, { value: build(value), configurable: true, writable: true });
    }
    const firing = () => {
      // What a signal that was tampered with does by itself is no concern of the package.
      if (odd.length === 0) fire(box.reason);
    };
    if (when === "before") firing();
    const promise = settled(() => make(entry, state.wm, entry.right?.(), { ...BOUNDS, signal }));
    const fired = when === "before" ? undefined : WHEN[when](firing);
    const { value, error } = await promise;
    if (value === undefined) looksDocumentedFor(entry, error, state.requests);
    else assert.deepEqual(value, entry.answer);
    await stillWorks(state);
    await fired;
    // A signal may fire when the call is long over.
    firing();
  },
};
