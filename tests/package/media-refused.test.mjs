import assert from "node:assert/strict";
import { openAsBlob } from "node:fs";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { base64, bytes, client, failure, NUMBER, refused, whatsmate } from "./client.mjs";
import { record } from "./recorder.mjs";

const to = { number: NUMBER };
const content = bytes(1000);
const arrayBuffer = (source) => source.buffer.slice(source.byteOffset, source.byteOffset + source.length);
const streamOf = (chunks) => ReadableStream.from(chunks);

async function* generate(chunks) {
  yield* chunks;
}

/** Every send of media: parameter, most bytes before base64, call. */
const SENDS = [
  ["image", 4718592, (w, image, o) => w.whatsapp(3).sendImage({ ...to, image }, o)],
  ["document", 7077888, (w, document, o) => w.whatsapp(3).sendDocument({ ...to, document, filename: "a.pdf" }, o)],
  ["image", 4718592, (w, image, o) => w.telegram(3).sendImage({ ...to, image }, o)],
  ["document", 7077888, (w, document, o) => w.telegram(3).sendDocument({ ...to, document, filename: "a.pdf" }, o)],
  ["audio", 2359296, (w, audio, o) => w.telegram(3).sendAudio({ ...to, audio, filename: "a.mp3" }, o)],
  ["voiceNote", 2359296, (w, voiceNote, o) => w.telegram(3).sendVoiceNote({ ...to, voiceNote, filename: "a.ogg" }, o)],
];
const [[, , sendImage]] = SENDS;

for (const [index, [parameter, most, send]] of SENDS.entries()) {
  test(`${index + 1}. ${parameter}: the size limit holds to the byte, for known and unknown sizes`, async (t) => {
    const server = await record(t);
    const wm = client(server);
    const source = bytes(most + 1);
    const full = source.subarray(0, most);
    const expected = base64(full);
    const field = parameter === "voiceNote" ? "voice_note" : parameter;
    for (const fits of [full, new Blob([full]), streamOf([full]), { base64: expected }]) {
      await send(wm, fits);
      assert.ok(server.lastJson[field] === expected, "the content is not what was given");
    }
    const sent = server.requests.length;
    const more = [
      source, new Blob([source]), arrayBuffer(source), streamOf([full, new Uint8Array(1)]), generate([full, new Uint8Array(1)]),
      new Response(source), { base64: base64(source) }, await whatsmate.Media.encode(source),
    ];
    for (const big of more) await refused(() => send(wm, big), parameter);
    assert.equal(server.requests.length, sent);
  });
}

test("enforceLimits: false drops the size limit", async (t) => {
  const server = await record(t);
  const wm = client(server, { enforceLimits: false });
  const source = bytes(4718593);
  const expected = base64(source);
  for (const image of [source, streamOf([source])]) {
    await sendImage(wm, image);
    assert.ok(server.lastJson.image === expected, "the content is not what was given");
  }
});

test("a known size is refused before the first byte is read", async (t) => {
  const server = await record(t);
  let touched = 0;
  class Watched extends Blob {
    stream() {
      touched += 1;
      return super.stream();
    }
    slice(...range) {
      touched += 1;
      return super.slice(...range);
    }
    arrayBuffer() {
      touched += 1;
      return super.arrayBuffer();
    }
  }
  await refused(() => sendImage(client(server), new Watched([bytes(4718593)])), "image");
  assert.equal(touched, 0);
});

test("a source without an end is given up at the limit, and closed", { timeout: 60_000 }, async (t) => {
  const server = await record(t);
  let given = 0;
  let closed = false;
  async function* endless() {
    try {
      for (;;) {
        given += 65536;
        yield new Uint8Array(65536);
      }
    } finally {
      closed = true;
    }
  }
  await refused(() => sendImage(client(server), endless()), "image");
  assert.ok(given < 8 * 2 ** 20, `${given} bytes were read`);
  assert.equal(closed, true);
  let cancelled = false;
  const stream = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(65536)),
    cancel: () => { cancelled = true; },
  });
  await refused(() => sendImage(client(server), stream), "image");
  assert.equal(cancelled, true);
  assert.equal(server.requests.length, 0);
});

const EMPTY = {
  Blob: () => new Blob([]),
  File: () => new File([], "a.png"),
  Buffer: () => Buffer.alloc(0),
  ArrayBuffer: () => new ArrayBuffer(0),
  DataView: () => new DataView(new ArrayBuffer(0)),
  "view of nothing in a buffer": () => new Uint8Array(10).subarray(5, 5),
  ReadableStream: () => streamOf([]),
  "stream of empty chunks": () => streamOf([new Uint8Array(0), new Uint8Array(0)]),
  "async generator": () => generate([]),
  Response: () => new Response(new Uint8Array(0)),
  "Response without a body": () => new Response(null),
  base64: () => ({ base64: "" }),
  "white space as base64": () => ({ base64: " \n" }),
  "data: URL": () => ({ base64: "data:image/png;base64," }),
};

for (const [kind, make] of Object.entries(EMPTY)) {
  test(`${kind}: empty media are refused`, async (t) => {
    const server = await record(t);
    const wm = client(server);
    for (const [parameter, , send] of SENDS) await refused(() => send(wm, make()), parameter);
    await refused(() => whatsmate.Media.encode(make()));
    assert.equal(server.requests.length, 0);
  });
}

test("a detached buffer is refused", async (t) => {
  const server = await record(t);
  const wm = client(server);
  const buffer = new ArrayBuffer(1000);
  const kept = [buffer, new Uint8Array(buffer), new DataView(buffer), new Uint16Array(buffer, 10, 10)];
  structuredClone(buffer, { transfer: [buffer] });
  for (const detached of kept) {
    await refused(() => sendImage(wm, detached), "image");
    await refused(() => whatsmate.Media.encode(detached));
  }
  assert.equal(server.requests.length, 0);
});

const BAD_BASE64 = {
  unpadded: "QQ",
  "unpadded, three": "QUI",
  "one letter": "A",
  "URL-safe dash": "-_-_",
  "URL-safe underscore": "a__b",
  "non-canonical, one byte": "QR==",
  "non-canonical, two bytes": "QUJ=",
  "padded too much": "QUJD====",
  "padding alone": "====",
  "padding inside": "QQ==QUJD",
  "padding torn": "Q=Q=",
  "other letters": "QU!D",
  "letters that are no ASCII": "QU\u00e9D",
  "a NUL": "QUJ\u0000",
  "a lone surrogate": "QU\ud800D",
  "a data: URL that is not base64": "data:text/plain,hello",
  "a data: URL of nothing": "data:",
  "a data: URL of text": "data:,aGVs",
  "a data: URL whose comma is missing": "data:image/png;base64",
  "a data: URL of the type base64": "data:base64,aGVs",
  "a data: URL with base64 amid its parameters": "data:a;base64;b,aGVs",
  "a data: URL with bad base64": "data:image/png;base64,QQ",
  "an address": "https://example.com/a.png",
};

for (const [name, text] of Object.entries(BAD_BASE64)) {
  test(`bad base64 is refused: ${name}`, async (t) => {
    const server = await record(t);
    const wm = client(server);
    const long = base64(bytes(300_000));
    await refused(() => sendImage(wm, { base64: text }), "image");
    if (!text.includes(":")) await refused(() => sendImage(wm, { base64: long + text }), "image");
    await refused(() => whatsmate.Media.encode({ base64: text }));
    assert.equal(server.requests.length, 0);
  });
}

test("base64 that is no string is refused", async (t) => {
  const server = await record(t);
  const wm = client(server);
  for (const wrong of [5, null, undefined, [], {}, content, Symbol("s"), () => "QUJD"]) {
    await refused(() => sendImage(wm, { base64: wrong }), "image");
  }
  assert.equal(server.requests.length, 0);
});

test("a bare string is refused, with words about what to give instead", async (t) => {
  const server = await record(t);
  const wm = client(server);
  for (const text of [base64(content), "/home/ann/photo.png", "https://example.com/a.png", "data:image/png;base64,QUJD"]) {
    for (const [parameter, , send] of SENDS) {
      const error = await refused(() => send(wm, text), parameter);
      assert.match(error.message, /\{ ?base64/);
      assert.match(error.message, /fs\.openAsBlob\(/);
    }
    assert.match((await refused(() => whatsmate.Media.encode(text))).message, /fs\.openAsBlob\(/);
  }
  assert.equal(server.requests.length, 0);
});

test("a source that fails is refused with the original as cause", async (t) => {
  const server = await record(t);
  const wm = client(server);
  const reason = new Error("the disk is gone");
  async function* failing() {
    yield new Uint8Array(300_000);
    throw reason;
  }
  const sources = [
    () => failing(),
    () => ReadableStream.from(failing()),
    () => new Response(ReadableStream.from(failing())),
    () => new ReadableStream({ start: (controller) => controller.error(reason) }),
    () => ({ [Symbol.asyncIterator]: () => { throw reason; } }),
  ];
  for (const make of sources) {
    const error = await refused(() => sendImage(wm, make()), "image");
    assert.equal(error.cause, reason);
    assert.equal(error.delivery, "not-sent");
    assert.equal((await refused(() => whatsmate.Media.encode(make()))).cause, reason);
  }
  assert.equal(server.requests.length, 0);
});

test("a source whose chunks are no bytes is refused", async (t) => {
  const server = await record(t);
  const wm = client(server);
  for (const chunk of ["text", 5, null, {}, ["a"], Symbol("s")]) {
    await refused(() => sendImage(wm, generate([new Uint8Array(10), chunk])), "image");
    if (chunk !== null) await refused(() => sendImage(wm, streamOf([chunk])), "image");
  }
  assert.equal(server.requests.length, 0);
});

test("a source that was used before is refused", async (t) => {
  const server = await record(t);
  const wm = client(server);
  const locked = streamOf([content]);
  locked.getReader();
  const used = new Response(content);
  await used.arrayBuffer();
  const lockedBody = new Response(content);
  lockedBody.body.getReader();
  for (const source of [locked, used, lockedBody]) await refused(() => sendImage(wm, source), "image");
  assert.equal(server.requests.length, 0);
});

test("a generator goes to one message: each reading would get a part of it", async (t) => {
  const server = await record(t);
  const wm = client(server);
  const image = generate([bytes(3), bytes(3), bytes(3), bytes(3)]);
  const settled = await Promise.allSettled([1, 2, 3].map(() => sendImage(wm, image)));
  assert.deepEqual(settled.map(({ status }) => status).sort(), ["fulfilled", "rejected", "rejected"]);
  for (const { reason } of settled.filter(({ status }) => status === "rejected")) {
    assert.equal(reason.delivery, "not-sent");
    assert.match(reason.message, /a generator can be read once: send what Media\.encode makes of it/);
  }
  assert.equal(server.requests.length, 1);
  assert.equal(server.lastJson.image, Buffer.concat(Array(4).fill(bytes(3))).toString("base64"));
  const again = { async *[Symbol.asyncIterator]() { yield bytes(3); } };
  await Promise.all([1, 2].map(() => sendImage(wm, again)));
  const refusedFirst = generate([bytes(3)]);
  await refused(() => wm.whatsapp(1).sendImage({ number: "x", image: refusedFirst }), "number");
  await sendImage(wm, refusedFirst);
});

test("a file that shrank since it was opened settles as an error", { timeout: 60_000 }, async (t) => {
  const server = await record(t);
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-"));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "file.bin");
  await writeFile(path, bytes(1_000_000));
  const blob = await openAsBlob(path);
  await truncate(path, 400_000);
  const error = await failure(() => sendImage(client(server), blob));
  assert.ok(["invalid_input", "connection"].includes(error.code), `${error.name}: ${error.message}`);
  assert.equal(server.requests.filter((entry) => entry.complete).length, 0);
});

test("a document without a name needs a filename", async (t) => {
  const server = await record(t);
  const wm = client(server);
  for (const document of [content, new Blob([content]), await whatsmate.Media.encode(content)]) {
    const error = await refused(() => wm.whatsapp(3).sendDocument({ ...to, document }), "filename");
    assert.match(error.message, /nothing was given/);
  }
  assert.equal(server.requests.length, 0);
});

test("Media.encode refuses wrong options and other things than media", async () => {
  const { Media } = whatsmate;
  for (const wrong of [undefined, null, 5, true, Symbol("s"), [], [1, 2], {}, () => content, new Date(0)]) {
    await refused(() => Media.encode(wrong));
  }
  await refused(() => Media.encode(content, { filename: 5 }), "options.filename");
  await refused(() => Media.encode(content, { onProgress: 5 }), "options.onProgress");
  await refused(() => Media.encode(content, { signal: {} }), "options.signal");
  const unknown = await refused(() => Media.encode(content, { fileName: "a.png" }), "options.fileName");
  assert.match(unknown.message, /did you mean/i);
});

test("Media.encode stops for its signal", { timeout: 60_000 }, async () => {
  const before = await failure(() => whatsmate.Media.encode(content, { signal: AbortSignal.abort("no more") }));
  assert.deepEqual([before.name, before.code, before.cause], ["AbortError", "aborted", "no more"]);
  const controller = new AbortController();
  const waiting = failure(() => whatsmate.Media.encode(new ReadableStream({}), { signal: controller.signal }));
  controller.abort("no more");
  assert.equal((await waiting).cause, "no more");
});

test("a Media whose chunks somebody has changed is refused", async (t) => {
  const server = await record(t);
  const wm = client(server);
  const changes = {
    "fewer chunks": ({ chunks }) => chunks.pop(),
    "more chunks": ({ chunks }) => chunks.push(new TextEncoder().encode('","x":"y')),
    "another size": () => {},
  };
  for (const [name, change] of Object.entries(changes)) {
    const media = await whatsmate.Media.encode(new Uint8Array(2_000_000));
    change(media);
    const image = name === "another size" ? { size: 1, encodedSize: 4, chunks: media.chunks } : media;
    const error = await failure(() => wm.whatsapp(3).sendImage({ number: NUMBER, image }));
    assert.deepEqual([error.name, error.field], ["InvalidInputError", "image"], name);
  }
  assert.equal(server.requests.length, 0);
});
