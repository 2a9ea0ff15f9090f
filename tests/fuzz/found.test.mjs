import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { CALLS, make, NUMBER, PDF } from "./support/calls.mjs";
import { client, stillWorks } from "./support/client.mjs";
import { inChild } from "./support/child.mjs";
import { looksDocumented, looksDocumentedFor, settled } from "./support/outcome.mjs";
import { whatsmate } from "./support/package.mjs";

const QUICK = { timeout: 60_000 };
const text = { number: NUMBER, message: "Hi" };

function revoked(target = {}) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** Ends a call with an error of its class, and the client goes on. */
async function ends(state, name, call) {
  const { error } = await settled(call);
  looksDocumented(error);
  assert.equal(error.name, name, error.message);
  await stillWorks(state);
  return error;
}

test("a revoked proxy as parameters, options, media, configuration or instance", QUICK, async () => {
  for (const entry of CALLS) {
    const state = client();
    if (entry.right) await ends(state, "InvalidInputError", () => make(entry, state.wm, revoked(), undefined));
    await ends(state, "InvalidInputError", () => make(entry, state.wm, entry.right?.(), revoked()));
    await ends(state, "InvalidInputError", () => make(entry, state.wm, entry.right?.(), { signal: revoked([]) }));
    if (entry.media) {
      await ends(state, "InvalidInputError", () => make(entry, state.wm, { ...entry.right(), [entry.media]: revoked() }));
    }
  }
  await ends(client(), "InvalidInputError", () => whatsmate.Media.encode(revoked()));
  const { wm } = client();
  const makers = [
    () => new whatsmate.WhatsMate(revoked()), () => new whatsmate.WhatsApp(revoked()), () => wm.whatsapp(revoked()),
    () => new whatsmate.PdfToText({ fetch: revoked({}) }), () => wm.telegram(revoked(() => {})),
  ];
  for (const maker of makers) assert.throws(maker, whatsmate.InvalidInputError);
});

test("isWhatsMateError and instanceof of a proxy that throws", () => {
  const throwing = new Proxy({}, { has: () => { throw new Error("no"); } });
  for (const value of [revoked(), throwing]) {
    assert.equal(whatsmate.isWhatsMateError(value), false);
    assert.equal(value instanceof whatsmate.ApiError, false);
  }
});

test("an InvalidInputError of translate has an endpoint when a groupName was given", async () => {
  const state = client();
  const right = { fromLang: "en", toLang: "es", text: "Hello" };
  const entry = CALLS.find(({ name }) => name === "translation.translate");
  const { error } = await settled(() => make(entry, state.wm, { ...right, groupName: "Club" }));
  looksDocumentedFor(entry, error, 0);
});

const PROMISES = {
  "whose then throws": (value) => Object.assign(Promise.resolve(value), { then() { throw new Error("no then"); } }),
  "whose then is no function": (value) => Object.assign(Promise.resolve(value), { then: 5 }),
  "whose then calls back at once and twice": (value) =>
    Object.assign(Promise.resolve(value), {
      then(resolve) {
        resolve(value);
        resolve(value);
      },
    }),
};

for (const [name, promiseOf] of Object.entries(PROMISES)) {
  test(`a promise ${name}, given by fetch, headers, text and an iterator`, QUICK, async () => {
    const answer = () => new Response("{\"id\":\"0b9ecb1c\",\"status\":\"queued\"}", { headers: { "content-type": "application/json" } });
    const state = client();
    for (const fetch of [() => promiseOf(answer()), () => Object.assign(answer(), { text: () => promiseOf("x") })]) {
      state.fetch = fetch;
      const { error } = await settled(() => state.wm.whatsapp(7).sendText(text));
      if (error) looksDocumented(error);
      await stillWorks(state);
    }
    const image = { [Symbol.asyncIterator]: () => ({ next: () => promiseOf({ done: true }) }) };
    await ends(state, "InvalidInputError", () => state.wm.whatsapp(7).sendImage({ number: NUMBER, image }));
    const relay = client({ clientId: undefined, clientSecret: undefined, headers: () => promiseOf({}) });
    const { error } = await settled(() => relay.wm.whatsapp(7).sendText(text));
    if (error) looksDocumented(error);
  });
}

test("listeners that are async and fail", QUICK, async () => {
  const strays = [];
  const keep = (thrown) => strays.push(thrown);
  process.on("unhandledRejection", keep);
  const fails = async () => { throw new Error("of the listener's own"); };
  const state = client({ onEvent: fails });
  await state.wm.whatsapp(7).sendText(text);
  await state.wm.whatsapp(7).sendImage({ number: NUMBER, image: new Uint8Array(9) }, { onProgress: fails });
  await state.wm.pdf.wait("job", { onStatus: fails });
  await turn();
  await turn();
  process.off("unhandledRejection", keep);
  assert.deepEqual(strays, []);
});

test("a signal that fires after the call, at a listener it did not let go", QUICK, async () => {
  const signal = Object.assign(new EventTarget(), { aborted: false, removeEventListener() {} });
  const strays = [];
  const keep = (thrown) => strays.push(thrown);
  process.on("uncaughtException", keep);
  const state = client();
  await state.wm.whatsapp(7).sendText(text, { signal });
  signal.dispatchEvent(new Event("abort"));
  await turn();
  await turn();
  process.off("uncaughtException", keep);
  assert.deepEqual(strays, []);
});

test("a job id that no later call takes is an answer at fault, not an input", async () => {
  const state = client();
  state.fetch = () => new Response("{\"id\":\"a/b\",\"status\":\"x\"}", { headers: { "content-type": "application/json" } });
  const error = await ends(state, "UnexpectedResponseError", () => state.wm.pdf.submitAndWait(PDF));
  assert.equal(error.jobId, "a/b");
});

/** Objects that look like a Media. Their chunks go into the body as they are, so they must be what a Media has. */
const MEDIA = {
  "chunks that throw": "new Proxy([1], { get() { throw new Error('no'); } })",
  "a chunk that Node's Blob dies of": "[new Proxy({}, { get: () => () => Promise.reject(1) })]",
  "chunks that write JSON": "['QUJD\", \"number\": \"12025550166']",
  "fewer chunks than announced": "['QUI']",
  "bytes that are no base64": "[new TextEncoder().encode('\\r\\n\\r\\n')]",
  "base64 of another size": "[new TextEncoder().encode('QUI=')]",
};

for (const [name, chunks] of Object.entries(MEDIA)) {
  test(`a look-alike of a Media with ${name} is refused`, QUICK, async () => {
    const given = `await attempt(() => wm.whatsapp(7).sendImage({ ...to, image: { size: 3, encodedSize: 4, chunks: ${chunks} } }));`;
    assert.deepEqual((await inChild(given)).outcomes, ["InvalidInputError image"]);
  });
}

/** What takes no longer than a small input would, by its code and how the call ends. */
const LARGE = {
  "bytes as parameters": ["wm.whatsapp(7).sendImage(Buffer.alloc(100e6))", "InvalidInputError"],
  "bytes as options": ["wm.whatsapp(7).sendText({ ...to, message: 'Hi' }, Buffer.alloc(100e6))", "InvalidInputError"],
  "a long number": ["wm.whatsapp(7).sendText({ number: '1'.repeat(2 ** 29 - 24), message: 'Hi' })", "InvalidInputError number"],
  "a long message": ["wm.whatsapp(7).sendText({ ...to, message: '\\u4e2d'.repeat(2 ** 28) })", "InvalidInputError message"],
  "a long job id": ["wm.pdf.check('a'.repeat(2 ** 29 - 24))", "InvalidInputError jobId"],
  "a long key": ["wm.whatsapp(7).sendText({ ...to, message: 'Hi', ['k'.repeat(2 ** 29 - 24)]: 1 })", "InvalidInputError"],
  "a cause with bytes":
    ["(state.fetch = () => { throw { data: Buffer.alloc(6e6) }; }, wm.whatsapp(7).sendText({ ...to, message: 'Hi' }))",
      "ConnectionError"],
  "a cause that is a long text":
    ["(state.fetch = () => { throw 'x'.repeat(2 ** 29 - 24); }, wm.whatsapp(7).sendText({ ...to, message: 'Hi' }))",
      "ConnectionError"],
  "a cause with an endless iterator":
    ["(state.fetch = () => { throw { [Symbol.toStringTag]: 'Map', *[Symbol.iterator]() { for (;;) yield 1; } }; }, "
      + "wm.whatsapp(7).sendText({ ...to, message: 'Hi' }))", "ConnectionError"],
  "an abort's reason with bytes":
    ["wm.whatsapp(7).sendText({ ...to, message: 'Hi' }, { signal: AbortSignal.abort({ data: Buffer.alloc(100e6) }) })", "AbortError"],
};

for (const [name, [call, ending]] of Object.entries(LARGE)) {
  test(`large: ${name}`, { timeout: 90_000 }, async () => {
    const { outcomes, rss } = await inChild(`await attempt(() => ${call});`, { config: "{ deadline: 60_000, timeout: 50_000 }" });
    assert.ok(outcomes[0].startsWith(ending), outcomes[0]);
    assert.ok(rss < 1_500, `${rss} MiB`);
  });
}

/** Sources that never wait for the event loop, so that no timer fires while they are read. */
const HURRYING = {
  "pieces of nothing": "(async function* () { for (;;) yield new Uint8Array(0); })()",
  "a Blob look-alike that gives nothing of what it announces":
    "{ size: 4e6, slice: () => ({ arrayBuffer: () => new ArrayBuffer(0) }), arrayBuffer() {} }",
};

for (const [name, source] of Object.entries(HURRYING)) {
  test(`a source that never ends and never waits: ${name}`, QUICK, async () => {
    const { outcomes } = await inChild(`await attempt(() => wm.whatsapp(7).sendImage({ ...to, image: ${source} }));`);
    assert.match(outcomes[0], /^(InvalidInputError image|TimeoutError)/);
  });
  test(`Media.encode of the same: ${name}`, QUICK, async () => {
    const huge = source.replace("4e6", "Infinity");
    const code = `await attempt(() => whatsmate.Media.encode(${huge}, { signal: AbortSignal.timeout(100) }));`;
    const { outcomes } = await inChild(code);
    assert.match(outcomes[0], /^(InvalidInputError input|AbortError)/);
  });
}

/** What a failure's body may give for ever without waiting. */
const ENDLESS = {
  nothing: "undefined",
  "empty bytes": "new Uint8Array(0)",
  "bytes that are none": "{ byteLength: 1, buffer: {} }",
};

for (const [name, value] of Object.entries(ENDLESS)) {
  test(`a failure whose body gives ${name} for ever`, QUICK, async () => {
    const body = `{ getReader: () => ({ read: async () => ({ value: ${value}, done: false }) }) }`;
    const answer = `{ status: 500, headers: new Headers(), text() {}, body: ${body} }`;
    const { outcomes } = await inChild(`state.fetch = () => (${answer}); await attempt(() => wm.whatsapp(7).sendText({ ...to, message: "Hi" }));`);
    assert.deepEqual(outcomes, ["ApiError"]);
  });
}
