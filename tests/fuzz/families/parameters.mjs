import assert from "node:assert/strict";
import fc from "fast-check";
import { build, recipe } from "../support/build.mjs";
import { CALLS, make } from "../support/calls.mjs";
import { client, stillWorks } from "../support/client.mjs";
import { looksDocumentedFor, settled } from "../support/outcome.mjs";

const WITH_PARAMETERS = CALLS.filter((entry) => entry.right !== undefined);
const FOREIGN_KEYS = ["groupName", "groupAdmin", "caption", "filename", "group_name", "__proto__", "constructor", "\ud800", ""];

/** Ways to give parameters that are right. */
const WRAPPERS = {
  plain: (params) => params,
  frozen: (params) => Object.freeze(params),
  prototypeless: (params) => Object.assign(Object.create(null), params),
  inherited: (params) => Object.create(params),
  proxy: (params) => new Proxy(params, {}),
  "instance with getters": (params) => {
    class Params {}
    for (const [key, value] of Object.entries(params)) Object.defineProperty(Params.prototype, key, { get: () => value });
    return new Params();
  },
  "changes while it is read": (params) => {
    let reads = 0;
    return new Proxy(params, {
      get: (target, key) => {
        reads += 1;
        return reads % 2 ? target[key] : Symbol("changed");
      },
    });
  },
  "throws at the third look": (params) => {
    let reads = 0;
    return new Proxy(params, {
      get: (target, key) => {
        reads += 1;
        if (reads === 3) throw undefined;
        return target[key];
      },
    });
  },
};

const edit = (keys) =>
  fc.oneof(
    { arbitrary: fc.record({ whole: recipe }), weight: 2 },
    {
      arbitrary: fc.record({
        replace: fc.array(fc.tuple(fc.constantFrom(...keys, ...FOREIGN_KEYS), recipe), { maxLength: 3 }),
        wrapper: fc.constantFrom(...Object.keys(WRAPPERS)),
      }),
      weight: 5,
    },
  );

const cases = fc.constantFrom(...WITH_PARAMETERS.keys()).chain((index) => {
  const { name, right } = WITH_PARAMETERS[index];
  const params = right();
  const how = typeof params === "string" ? fc.record({ whole: recipe }) : edit(Object.keys(params));
  return fc.record({ call: fc.constant(name), how });
});

function params(entry, { whole, replace, wrapper }) {
  if (whole !== undefined) return build(whole);
  const made = entry.right();
  for (const [key, value] of replace) {
    Object.defineProperty(made, key, { value: build(value), configurable: true, enumerable: true, writable: true });
  }
  return WRAPPERS[wrapper](made);
}

export default {
  name: "parameters of every call",
  runs: 5000,
  cases: cases,
  async examine({ call, how }) {
    const entry = WITH_PARAMETERS.find(({ name }) => name === call);
    const state = client();
    const { value, error } = await settled(() => make(entry, state.wm, params(entry, how)));
    if (value === undefined) looksDocumentedFor(entry, error, state.requests);
    else assert.deepEqual(value, entry.answer);
    await stillWorks(state);
  },
};
