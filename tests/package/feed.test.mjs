// Large files: encoded while they are sent, as fast as they are taken.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { openAsBlob } from "node:fs";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { createServer as createSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { ensureRuntimes, runtimes } from "../runtimes/runtimes.mjs";
import { base64, bytes, client, failure, NUMBER, whatsmate } from "./client.mjs";
import { record } from "./recorder.mjs";

const run = promisify(execFile);
const ENTRY = new URL("../../pkg/index.js", import.meta.url).href;
const KB = 1024;
/** Around the size from which a file is encoded on its way, and around pieces. */
const SIZES = [512 * KB, 512 * KB + 1, 768 * KB, 768 * KB + 1, 768 * KB + 2, 768 * KB + 3, 1536 * KB + 1, 3_000_001];
const LARGE = bytes(3_000_000);
const TO = { number: NUMBER, filename: "a.bin" };

const send = (wm, document, options) => wm.whatsapp(3).sendDocument({ ...TO, document }, options);
const expected = (source) => Buffer.from(JSON.stringify({ number: NUMBER, document: base64(source), filename: "a.bin" }));

function arrived(entry, source) {
  const body = expected(source);
  assert.ok(entry.body.equals(body), `the body of ${entry.body.length} bytes is not the one of ${body.length} expected`);
  assert.equal(entry.headers["content-length"], String(body.length));
  assert.equal(entry.headers["transfer-encoding"], undefined);
}

/** A Blob that is read as `read(start, end)` gives it. */
function blobLike(size, read) {
  return { size, arrayBuffer() {}, slice: (start, end) => ({ arrayBuffer: async () => read(start, end) }) };
}

const part = (source) => (start, end) => new Uint8Array(source.subarray(start, end)).buffer;

test("a file of any size arrives as it is, with its exact length", async (t) => {
  const server = await record(t);
  const wm = client(server);
  for (const size of SIZES) {
    const source = bytes(size, size);
    for (const document of [source, new Blob([source]), await whatsmate.Media.encode(source)]) {
      await send(wm, document);
      arrived(server.last, source);
    }
  }
});

test("several files at once do not mix", async (t) => {
  const server = await record(t);
  const wm = client(server);
  const sources = Array.from({ length: 12 }, (_, i) => bytes(1_000_000 + i, i + 1));
  const lengths = await Promise.all(
    sources.map(async (source, i) => {
      await send(wm, i % 2 ? new Blob([source]) : source);
      return expected(source).length;
    }),
  );
  assert.equal(lengths.length, 12);
  const hash = (body) => createHash("sha256").update(body).digest("hex");
  assert.deepEqual(
    new Set(server.requests.map(({ body }) => hash(body))),
    new Set(sources.map((source) => hash(expected(source)))),
  );
});

test("a file that goes again after a 429 goes whole, and its progress never falls", async (t) => {
  const server = await record(t);
  const wm = client(server, { maxRetries: 2 });
  for (const document of [LARGE, new Blob([LARGE])]) {
    server.answer({ status: 429, headers: { "Retry-After": "0" } });
    const told = [];
    await send(wm, document, { onProgress: ({ loaded, total }) => told.push([loaded, total]) });
    for (const entry of server.requests.splice(0)) arrived(entry, LARGE);
    const loaded = told.map(([loaded]) => loaded);
    assert.deepEqual(loaded, loaded.toSorted((a, b) => a - b));
    assert.deepEqual([told[0], told.at(-1)], [[0, LARGE.length], [LARGE.length, LARGE.length]]);
    assert.equal(loaded.filter((each) => each === LARGE.length).length, 1);
  }
});

test("a file that can not be read at all is an input at fault, and nothing is sent", async (t) => {
  const server = await record(t);
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-"));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "a.bin");
  await writeFile(path, LARGE);
  const changed = await openAsBlob(path);
  await truncate(path, 10);
  const reason = new Error("no disk");
  const failing = blobLike(LARGE.length, () => {
    throw reason;
  });
  for (const document of [changed, failing]) {
    const error = await failure(() => send(client(server), document));
    assert.deepEqual([error.name, error.field, error.delivery], ["InvalidInputError", "document", "not-sent"]);
    if (document === failing) assert.equal(error.cause, reason);
  }
  assert.equal(server.requests.length, 0);
});

const FAILING = {
  "fails in the middle": (reason) =>
    blobLike(LARGE.length, (start, end) => {
      if (start > 0) throw reason;
      return part(LARGE)(start, end);
    }),
  "gives less than it has": () => blobLike(LARGE.length, (start, end) => part(LARGE)(start, start > 0 ? end - 1 : end)),
  "gives something else than bytes": () => blobLike(LARGE.length, (start, end) => (start > 0 ? "text" : part(LARGE)(start, end))),
};

for (const [name, make] of Object.entries(FAILING)) {
  test(`a file that ${name} ends the call as unknown, and does not go again`, async (t) => {
    const server = await record(t);
    const reason = new Error("no disk");
    const wm = client(server, { maxRetries: 2, retryUnknown: true });
    const error = await failure(() => send(wm, make(reason)));
    assert.deepEqual([error.name, error.code, error.delivery], ["ConnectionError", "connection", "unknown"]);
    assert.match(error.message, /the file failed while it was sent/);
    if (name === "fails in the middle") assert.equal(error.cause, reason);
    await pause(50);
    assert.equal(server.requests.length, 1);
    assert.equal(server.requests[0].complete, false);
    await wm.whatsapp(3).sendText({ number: NUMBER, message: "Hi" });
  });
}

test("bytes that are taken away while they are sent end the call as unknown", async (t) => {
  const server = await record(t);
  const buffer = new ArrayBuffer(8_000_000);
  const call = send(client(server, { enforceLimits: false }), buffer);
  while (server.requests.length === 0) await pause(1);
  structuredClone(buffer, { transfer: [buffer] });
  const error = await failure(() => call);
  assert.deepEqual([error.name, error.delivery], ["ConnectionError", "unknown"]);
});

test("an abort in the middle ends the connection and the reading", async (t) => {
  const sockets = [];
  const server = createSocket((socket) => {
    sockets.push(socket.pause());
    socket.on("error", () => {});
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const reads = [];
  const source = bytes(40_000_000);
  const document = blobLike(source.length, (start, end) => {
    reads.push(start);
    return part(source)(start, end);
  });
  const controller = new AbortController();
  const wm = client({ url: `http://127.0.0.1:${server.address().port}` }, { enforceLimits: false });
  const call = send(wm, document, { signal: controller.signal });
  while (reads.length < 3) await pause(5);
  controller.abort();
  const error = await failure(() => call);
  assert.deepEqual([error.name, error.delivery], ["AbortError", "unknown"]);
  const before = reads.length;
  assert.ok(before < 40, `${before} pieces were read ahead of a server that takes nothing`);
  const ended = new Promise((resolve) => sockets[0].on("close", resolve));
  sockets[0].resume();
  await ended;
  assert.equal(reads.length, before);
});

test("an answer that comes before the file is taken counts", async (t) => {
  const server = createServer((request, response) => {
    response.writeHead(401, { "Content-Type": "application/json", Connection: "close" });
    response.end(JSON.stringify({ error_message: "Who are you?" }));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const wm = client({ url: `http://127.0.0.1:${server.address().port}` });
  const error = await failure(() => send(wm, LARGE));
  assert.deepEqual([error.name, error.errorMessage, error.delivery], ["AuthenticationError", "Who are you?", "not-sent"]);
});

/** Sends a file in three ways from a runtime, and prints what the client gave. */
const ELSEWHERE = `
  const baseUrl = process.argv.at(-1);
  const wm = new WhatsMate({ clientId: "client@example.com", clientSecret: "canary-secret-0123456789", baseUrl, maxRetries: 0 });
  const bytes = Uint8Array.from({ length: 2_000_001 }, (_, i) => (i * 2654435761) >>> 13);
  for (const size of [100, 600_000, 2_000_001]) {
    const source = bytes.slice(0, size);
    const stream = new Blob([source]).stream();
    for (const document of [source, new Blob([source]), stream, await Media.encode(source)]) {
      const { status } = await wm.whatsapp(1).sendDocument({ number: "12025550123", filename: "a.bin", document });
      if (status !== "queued") throw new Error(status);
    }
  }
`;

await ensureRuntimes();
for (const { name, command, args } of runtimes({ permissions: ["--allow-net"] })) {
  test(`${name}: files arrive as they are, with their exact length`, { timeout: 60_000 }, async (t) => {
    const server = await record(t);
    const folder = await mkdtemp(join(tmpdir(), "whatsmate-"));
    t.after(() => rm(folder, { recursive: true }));
    const script = join(folder, "send.mjs");
    // Imported by its name: that, Deno allows.
    const imports = `import process from "node:process"; import { Media, WhatsMate } from "${ENTRY}";`;
    await writeFile(script, imports + ELSEWHERE);
    await run(command, [...args, script, server.url], { timeout: 50_000 });
    assert.equal(server.requests.length, 12);
    const source = Uint8Array.from({ length: 2_000_001 }, (_, i) => (i * 2654435761) >>> 13);
    server.requests.forEach((entry, i) => arrived(entry, source.subarray(0, [100, 600_000, 2_000_001][Math.floor(i / 4)])));
  });
}

test("wasm memory stays small, however large the file", async (t) => {
  const server = await record(t);
  const script = `
    const Instance = WebAssembly.Instance;
    let memory;
    WebAssembly.Instance = new Proxy(Instance, { construct: (Target, given) => {
      const instance = new Target(...given);
      memory = instance.exports.memory;
      return instance;
    } });
    const { WhatsMate } = await import(process.argv[1]);
    const wm = new WhatsMate({ clientId: "client@example.com", clientSecret: "canary-secret-0123456789", baseUrl: process.argv[2], enforceLimits: false });
    await wm.whatsapp(1).sendImage({ number: "12025550123", image: new Blob([new Uint8Array(64 * 2 ** 20)]) });
    console.log(memory.buffer.byteLength);
  `;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script, ENTRY, server.url]);
  assert.ok(Number(stdout) < 6 * 2 ** 20, `wasm holds ${stdout} bytes`);
});
