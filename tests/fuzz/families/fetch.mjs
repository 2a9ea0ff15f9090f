import assert from "node:assert/strict";
import fc from "fast-check";
import { build, recipe } from "../support/build.mjs";
import { CALLS, make } from "../support/calls.mjs";
import { BOUNDS, client, SECRET, stillWorks } from "../support/client.mjs";
import { looksDocumentedFor, settled, shown } from "../support/outcome.mjs";
import { hostileResponse, response } from "../support/responses.mjs";

/** How a fetch ends with what it has; each is given what the case holds. */
const ENDINGS = {
  returns: (made) => made(),
  throws: (made) => { throw made(); },
  resolves: async (made) => ({ made: made() }),
  rejects: (made) => Promise.reject(made()),
  "rejects late": (made) => new Promise((_, reject) => { setTimeout(() => reject(made()), 2); }),
  "is a thenable": (made) => ({ then: (resolve) => resolve(made()) }),
  "is a thenable that rejects": (made) => ({ then: (_resolve, reject) => reject(made()) }),
  "is a foreign promise": (made) => build(["foreign promise"]).then(() => made()),
  "never settles": () => new Promise(() => {}),
  "shows the secret": (made, init) => { throw Object.assign(new Error(`no ${SECRET}`), { init, cause: made() }); },
};

const thing = fc.oneof(
  { arbitrary: fc.record({ value: recipe }), weight: 3 },
  { arbitrary: fc.record({ response }), weight: 3 },
);

const cases = fc.record({
  call: fc.constantFrom(...CALLS.map(({ name }) => name)),
  ending: fc.constantFrom(...Object.keys(ENDINGS)),
  thing,
  retryUnknown: fc.boolean(),
});

function fetchOf({ ending, thing: { value, response: answer } }) {
  const made = () => (value === undefined ? hostileResponse(answer) : build(value));
  return (_url, init) => {
    const given = ENDINGS[ending](made, init);
    return ending === "resolves" ? given.then((box) => box.made) : given;
  };
}

function keepsSecret(error) {
  for (const text of [error.message, error.stack, error.body, error.errorMessage]) {
    assert.ok(!`${text}`.includes(SECRET), "the error shows the secret");
  }
  assert.ok(!shown(error).includes(SECRET), "the error shows the secret when it is printed");
}

export default {
  name: "what a custom fetch gives, throws or rejects with",
  runs: 3500,
  cases,
  async examine(given) {
    const entry = CALLS.find(({ name }) => name === given.call);
    const state = client();
    state.fetch = fetchOf(given);
    const { value, error } = await settled(() =>
      make(entry, state.wm, entry.right?.(), { ...BOUNDS, retryUnknown: given.retryUnknown }));
    if (value !== undefined) {
      assert.ok(entry.is(value), `an odd success: ${shown(value)}`);
    } else {
      assert.notEqual(error.name, "InvalidInputError", error.message);
      looksDocumentedFor(entry, error, state.requests);
      keepsSecret(error);
    }
    await stillWorks(state);
  },
};
