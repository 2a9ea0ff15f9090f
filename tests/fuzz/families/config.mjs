import assert from "node:assert/strict";
import fc from "fast-check";
import { build, recipe } from "../support/build.mjs";
import { CALLS, goodFetch, make } from "../support/calls.mjs";
import { BASE, CREDENTIALS, client, stillWorks } from "../support/client.mjs";
import { looksDocumented, looksDocumentedFor, settled } from "../support/outcome.mjs";
import { whatsmate } from "../support/package.mjs";

const KEYS = [
  "clientId", "clientSecret", "baseUrl", "headers", "timeout", "deadline", "maxRetries", "retryUnknown", "maxConcurrency",
  "enforceLimits", "fetch", "onEvent", "allowInsecureHttp", "dangerouslyAllowBrowser", "instance", "ClientId", "__proto__",
];

/** What makes an object to call from a configuration, and how a call reaches it. */
const MAKERS = {
  WhatsMate: { make: (config) => new whatsmate.WhatsMate(config), family: ".", more: {} },
  WhatsApp: { make: (config) => new whatsmate.WhatsApp(config), family: "whatsapp.", more: { instance: 7 } },
  Telegram: { make: (config) => new whatsmate.Telegram(config), family: "telegram.", more: { instance: 7 } },
  Translation: { make: (config) => new whatsmate.Translation(config), family: "translation.", more: {} },
  PdfToText: { make: (config) => new whatsmate.PdfToText(config), family: "pdf.", more: {} },
};

const given = fc.oneof(
  { arbitrary: fc.record({ whole: recipe }), weight: 1 },
  {
    arbitrary: fc.record({ keys: fc.array(fc.tuple(fc.constantFrom(...KEYS), recipe), { minLength: 1, maxLength: 3 }) }),
    weight: 4,
  },
);

function made(more, { whole, keys }) {
  if (whole !== undefined) return build(whole);
  const object = { ...CREDENTIALS, ...BASE, fetch: goodFetch, ...more };
  for (const [key, value] of keys) {
    Object.defineProperty(object, key, { value: build(value), configurable: true, enumerable: true, writable: true });
  }
  return object;
}

/** Makes an object, and a call with it if that succeeds: what was accepted must be good for one. */
async function construct({ maker, config, call }) {
  const { make: construct_, family, more } = MAKERS[maker];
  let object;
  try {
    object = construct_(made(more, config));
  } catch (error) {
    looksDocumented(error);
    assert.equal(error.name, "InvalidInputError");
    assert.match(error.field, /^config\b/);
    return;
  }
  const entries = CALLS.filter(({ name }) => family === "." || name.startsWith(family));
  const entry = entries[call % entries.length];
  const wm = maker === "WhatsMate" ? object : { [family.slice(0, -1)]: object };
  const of = maker === "WhatsMate" ? entry.of : () => Object.values(wm)[0];
  const { value, error } = await settled(() => make({ ...entry, of }, wm, entry.right?.(), { deadline: 20 }));
  if (value !== undefined) assert.ok(entry.is(value));
  // Requests are not counted here: the fetch may be the case's own.
  else looksDocumentedFor(entry, error, error.name === "InvalidInputError" ? 0 : 1);
}

const constructors = {
  name: "configurations of every constructor",
  runs: 4000,
  cases: fc.record({ maker: fc.constantFrom(...Object.keys(MAKERS)), config: given, call: fc.nat(100) }),
  async examine(oneCase) {
    const state = client();
    await construct(oneCase);
    await stillWorks(state);
  },
};

const instances = {
  name: "instance numbers",
  runs: 1000,
  cases: fc.record({ method: fc.constantFrom("whatsapp", "telegram"), instance: recipe }),
  async examine({ method, instance }) {
    const state = client();
    const value = build(instance);
    try {
      assert.equal(state.wm[method](value).instance, value);
    } catch (error) {
      if (error.code === "ERR_ASSERTION") throw error;
      looksDocumented(error);
      assert.equal(error.field, "instance");
    }
    await stillWorks(state);
  },
};
export default [constructors, instances];
