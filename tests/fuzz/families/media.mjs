import assert from "node:assert/strict";
import fc from "fast-check";
import { build, recipe } from "../support/build.mjs";
import { CALLS, goodFetch, make } from "../support/calls.mjs";
import { client, stillWorks } from "../support/client.mjs";
import { files } from "../support/files.mjs";
import { looksDocumented, looksDocumentedFor, settled } from "../support/outcome.mjs";
import { whatsmate } from "../support/package.mjs";
import { source, SOURCES } from "../support/sources.mjs";

const UPLOADS = CALLS.filter((entry) => entry.media !== undefined);

const file = fc.record({ file: fc.constantFrom(...Object.keys(files)) });
const media = fc.oneof(
  { arbitrary: fc.record({ value: recipe }), weight: 2 },
  { arbitrary: fc.record({ source }), weight: 5 },
  { arbitrary: file, weight: 1 },
);

/** The box keeps a thenable from being awaited. */
async function boxed({ value, source: how, file: name }) {
  if (value !== undefined) return { made: build(value) };
  if (how !== undefined) return { made: SOURCES[how.kind](how) };
  return files[name]();
}

const FIELDS = { voiceNote: "voice_note" };

/** Fails unless a body is one JSON object that holds the file as base64, and what was given beside it. */
async function looksRight(entry, body) {
  const text = await new Blob([body]).text();
  const given = JSON.parse(text);
  // What is written back is shorter if a key came twice.
  assert.equal(JSON.stringify(given).length, text.length, `not one plain JSON object: ${text.slice(0, 300)}`);
  const { [FIELDS[entry.media] ?? entry.media]: content, ...rest } = given;
  assert.equal(Buffer.from(content, "base64").toString("base64"), content, "the file is not sent as base64");
  const { [entry.media]: _, ...expected } = entry.right();
  assert.deepEqual(rest, expected);
}

const uploads = {
  name: "media of every upload",
  runs: 3500,
  cases: fc.record({
    call: fc.constantFrom(...UPLOADS.map(({ name }) => name)),
    media,
    enforceLimits: fc.boolean(),
    twice: fc.boolean(),
  }),
  async examine({ call, media: how, enforceLimits, twice }) {
    const entry = UPLOADS.find(({ name }) => name === call);
    const state = client({ enforceLimits });
    let sent;
    state.fetch = (url, { body }) => {
      sent = body;
      return goodFetch(url);
    };
    const { made } = await boxed(how);
    // The same source again: it may be used up, or give something else now.
    for (let times = twice ? 2 : 1; times > 0; times -= 1) {
      state.requests = 0;
      const { value, error } = await settled(() => make(entry, state.wm, { ...entry.right(), [entry.media]: made }));
      if (value === undefined) {
        looksDocumentedFor(entry, error, state.requests);
      } else {
        assert.deepEqual(value, entry.answer);
        await looksRight(entry, sent);
      }
    }
    await stillWorks(state);
  },
};

const encode = {
  name: "Media.encode",
  runs: 2000,
  cases: fc.oneof(
    {
      arbitrary: fc.record({ media, option: fc.option(fc.tuple(fc.constantFrom("filename", "onProgress"), recipe)) }),
      weight: 4,
    },
    // Only a signal ends what never ends, and an odd one may never fire: beside it, files that end by themselves.
    { arbitrary: fc.record({ media: file, option: fc.tuple(fc.constant("signal"), recipe) }), weight: 1 },
  ),
  async examine({ media: how, option }) {
    const state = client();
    const { made } = await boxed(how);
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), 25);
    const given = { signal: controller.signal };
    if (option !== null) given[option[0]] = build(option[1]);
    const { value, error } = await settled(() => whatsmate.Media.encode(made, given));
    clearTimeout(timer);
    if (value === undefined) {
      looksDocumented(error);
    } else {
      assert.ok(value.size > 0 && value.encodedSize === Math.ceil(value.size / 3) * 4);
      assert.ok(["string", "undefined"].includes(typeof value.filename));
    }
    await stillWorks(state);
  },
};

export default [uploads, encode];
