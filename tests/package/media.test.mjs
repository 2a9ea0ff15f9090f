import assert from "node:assert/strict";
import { createReadStream, openAsBlob } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { runInNewContext } from "node:vm";
import { cjs } from "./cjs.mjs";
import { base64, bytes, client, NUMBER, whatsmate } from "./client.mjs";
import { record } from "./recorder.mjs";

const BLOCK = 192 * 1024;
const content = bytes(1000);

async function sendsExactly(server, wm, image, expected) {
  await wm.telegram(3).sendDocument({ number: NUMBER, document: image, filename: "a.bin", caption: "Open" });
  const fields = { number: NUMBER, document: base64(expected), filename: "a.bin", caption: "Open" };
  const body = Buffer.from(JSON.stringify(fields));
  assert.ok(server.last.body.equals(body), `the body of ${server.last.body.length} bytes is not the one expected`);
  assert.equal(server.last.headers["content-length"], String(body.length));
  assert.equal(server.last.headers["transfer-encoding"], undefined);
}

async function* pieces(source, sizes = [1, 2, 3, 0, 5, 7, 100]) {
  for (let at = 0, i = 0; at < source.length; i += 1) {
    const size = sizes[i % sizes.length];
    yield new Uint8Array(source.subarray(at, at + size));
    at += size;
  }
}

const arrayBuffer = (source) => source.buffer.slice(source.byteOffset, source.byteOffset + source.length);
const streamOf = (source) => ReadableStream.from(pieces(source));

function byteStream(source) {
  let at = 0;
  return new ReadableStream({
    type: "bytes",
    pull(controller) {
      if (at >= source.length) {
        controller.close();
        return;
      }
      controller.enqueue(new Uint8Array(source.subarray(at, at + 333)));
      at += 333;
    },
  });
}

/** Kinds of input, each made anew for given bytes. */
const KINDS = {
  Blob: (b) => new Blob([b]),
  "Blob of several parts": (b) => new Blob([b.subarray(0, 1), b.subarray(1)]),
  File: (b) => new File([b], "x.bin"),
  Buffer: (b) => Buffer.from(b),
  Uint8Array: (b) => new Uint8Array(b),
  ArrayBuffer: (b) => arrayBuffer(b),
  DataView: (b) => new DataView(arrayBuffer(b)),
  "a view with an offset": (b) => {
    const wide = new Uint8Array(b.length + 20).fill(0xee);
    wide.set(b, 7);
    return wide.subarray(7, 7 + b.length);
  },
  "a DataView with an offset": (b) => {
    const wide = new Uint8Array(b.length + 20).fill(0xee);
    wide.set(b, 3);
    return new DataView(wide.buffer, 3, b.length);
  },
  ReadableStream: (b) => streamOf(b),
  "byte stream": (b) => byteStream(b),
  "async generator": (b) => pieces(b),
  "async iterable": (b) => ({ [Symbol.asyncIterator]: () => pieces(b) }),
  Response: (b) => new Response(b),
  "streamed Response": (b) => new Response(streamOf(b)),
  base64: (b) => ({ base64: base64(b) }),
  "wrapped base64": (b) => ({ base64: ` ${base64(b).replace(/.{1,76}/g, "$&\r\n")}\t` }),
  "data: URL": (b) => ({ base64: `data:image/png;base64,${base64(b)}` }),
  "data: URL without a type": (b) => ({ base64: `data:;base64,${base64(b)}` }),
  "data: URL in capitals": (b) => ({ base64: `DATA:IMAGE/PNG;BASE64,${base64(b)}` }),
  "data: URL with parameters": (b) => ({ base64: `\n  data:image/svg+xml;name=ü;charset=utf-8;base64,${base64(b)}` }),
  Media: (b) => whatsmate.Media.encode(b),
  "Media of a stream": (b) => whatsmate.Media.encode(streamOf(b)),
  "Media of the CommonJS copy": (b) => cjs.Media.encode(b),
  "Uint8Array of another realm": (b) => runInNewContext("Uint8Array.from(list)", { list: [...b] }),
  "ArrayBuffer of another realm": (b) => runInNewContext("Uint8Array.from(list).buffer", { list: [...b] }),
};

for (const [kind, make] of Object.entries(KINDS)) {
  test(`${kind}: arrives byte for byte`, async (t) => {
    const server = await record(t);
    const wm = client(server);
    for (const size of [1, 2, 3, 4, 5, 1000]) {
      const source = bytes(size, size);
      await sendsExactly(server, wm, await make(source), source);
    }
    assert.equal(server.requests.length, 6);
  });
}

for (const kind of ["Blob", "Buffer", "ReadableStream", "async generator", "base64", "wrapped base64", "Response", "Media"]) {
  test(`${kind}: sizes about the block size arrive byte for byte`, async (t) => {
    const server = await record(t);
    const wm = client(server);
    for (const size of [BLOCK - 2, BLOCK - 1, BLOCK, BLOCK + 1, BLOCK + 2, 2 * BLOCK, 3 * BLOCK + 1]) {
      const source = bytes(size, size);
      const chunked = ["ReadableStream", "async generator"].includes(kind)
        ? pieces(source, [65536, 1, 70001, BLOCK + 5, 2])
        : await KINDS[kind](source);
      await sendsExactly(server, wm, kind === "ReadableStream" ? ReadableStream.from(chunked) : chunked, source);
    }
  });
}

test("every kind of typed array is sent as the bytes under it, with an offset too", async (t) => {
  const server = await record(t);
  const wm = client(server);
  const source = bytes(64);
  for (const Kind of [
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
    BigInt64Array, BigUint64Array,
  ]) {
    const buffer = arrayBuffer(source);
    await sendsExactly(server, wm, new Kind(buffer), source);
    const part = new Kind(buffer, 16, 16 / Kind.BYTES_PER_ELEMENT);
    await sendsExactly(server, wm, part, source.subarray(16, 32));
  }
});

test("a Media of this copy works in the CommonJS one", async (t) => {
  const server = await record(t);
  const media = await whatsmate.Media.encode(new File([content], "ours.bin"));
  await client(server, {}, cjs).whatsapp(3).sendDocument({ number: NUMBER, document: media });
  assert.deepEqual(server.lastJson, { number: NUMBER, document: base64(content), filename: "ours.bin" });
});

test("files: a Blob of fs.openAsBlob and a stream of fs", async (t) => {
  const server = await record(t);
  const wm = client(server);
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-"));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "file.bin");
  const source = bytes(3 * BLOCK + 1);
  await writeFile(path, source);
  await sendsExactly(server, wm, await openAsBlob(path), source);
  await sendsExactly(server, wm, createReadStream(path), source);
});

test("a filename is taken from the File or the Media, unless one is given", async (t) => {
  const server = await record(t);
  const whatsapp = client(server).whatsapp(3);
  const file = new File([content], "own name.pdf");
  const named = async (document, filename) => {
    await whatsapp.sendDocument({ number: NUMBER, document, filename });
    return server.lastJson.filename;
  };
  assert.equal(await named(file), "own name.pdf");
  assert.equal(await named(file, "other.pdf"), "other.pdf");
  assert.equal(await named(new File([content], "/a/b/c.pdf")), "c.pdf");
  assert.equal(await named(await whatsmate.Media.encode(file)), "own name.pdf");
  assert.equal(await named(await whatsmate.Media.encode(file), "other.pdf"), "other.pdf");
  assert.equal(await named(await whatsmate.Media.encode(content, { filename: "given.pdf" })), "given.pdf");
  assert.equal(await named(await whatsmate.Media.encode(file, { filename: "given.pdf" })), "given.pdf");
  assert.equal(await named(await cjs.Media.encode(file)), "own name.pdf");
});

test("an image takes no filename of its File", async (t) => {
  const server = await record(t);
  await client(server).whatsapp(3).sendImage({ number: NUMBER, image: new File([content], "own.png") });
  assert.deepEqual(server.lastJson, { number: NUMBER, image: base64(content) });
});

test("a Media knows its size, its encoded size and its filename", async () => {
  for (const size of [1, 2, 3, 4, BLOCK - 1, BLOCK, BLOCK + 1]) {
    const media = await whatsmate.Media.encode(bytes(size));
    assert.ok(media instanceof whatsmate.Media);
    assert.equal(media.size, size);
    assert.equal(media.encodedSize, 4 * Math.ceil(size / 3));
    assert.equal(media.filename, undefined);
  }
  assert.equal((await whatsmate.Media.encode(new File([content], "a.png"))).filename, "a.png");
  assert.equal((await whatsmate.Media.encode(content, { filename: "b.png" })).filename, "b.png");
  assert.equal((await whatsmate.Media.encode({ base64: base64(content) })).size, 1000);
  const again = await whatsmate.Media.encode(await whatsmate.Media.encode(new File([content], "a.png")));
  assert.deepEqual([again.size, again.filename], [1000, "a.png"]);
});

test("a Media is encoded once and sent to many, at the same time too", async (t) => {
  const server = await record(t);
  const wm = client(server);
  const source = bytes(2 * BLOCK + 1);
  const media = await whatsmate.Media.encode(pieces(source, [100_000]), { filename: "a.bin" });
  await Promise.all(
    Array.from({ length: 8 }, (_, i) => wm.telegram(i + 1).sendDocument({ number: NUMBER, document: media })),
  );
  const expected = Buffer.from(JSON.stringify({ number: NUMBER, document: base64(source), filename: "a.bin" }));
  assert.equal(server.requests.length, 8);
  assert.ok(server.requests.every((entry) => entry.body.equals(expected)));
});

const PROGRESS = { ...KINDS, "file of several blocks": (b) => new Blob([b]) };
for (const [kind, make] of Object.entries(PROGRESS)) {
  test(`${kind}: progress begins at 0, never falls and ends at the total`, async (t) => {
    const server = await record(t);
    const size = kind === "file of several blocks" ? 5 * BLOCK + 7 : 1000;
    const seen = [];
    const onProgress = (p) => seen.push(p);
    await client(server).whatsapp(3).sendImage({ number: NUMBER, image: await make(bytes(size)) }, { onProgress });
    assert.ok(seen.length >= 2, `${seen.length} reports`);
    assert.equal(seen[0].loaded, 0);
    for (let i = 1; i < seen.length; i += 1) assert.ok(seen[i].loaded >= seen[i - 1].loaded, JSON.stringify(seen));
    assert.equal(seen.at(-1).loaded, size);
    for (const { total } of seen) assert.ok(total === undefined || total === size, JSON.stringify(seen));
    assert.equal(seen.at(-1).total, size);
  });
}

test("of a stream that comes slowly the end is told once, with its total, though a piece of nothing ends it", async () => {
  const seen = [];
  const slow = async function* () {
    // Longer than a report waits for the next.
    for (const size of [3, 4, 0]) yield await sleep(80, new Uint8Array(size));
  };
  await whatsmate.Media.encode(slow(), { onProgress: (p) => seen.push({ ...p }) });
  assert.deepEqual(seen, [{ loaded: 0 }, { loaded: 3 }, { loaded: 7, total: 7 }]);
});

test("Media.encode reports its progress in the same way", async () => {
  const seen = [];
  await whatsmate.Media.encode(bytes(2 * BLOCK), { onProgress: (p) => seen.push(p) });
  assert.equal(seen[0].loaded, 0);
  assert.deepEqual({ ...seen.at(-1) }, { loaded: 2 * BLOCK, total: 2 * BLOCK });
});

test("a file that comes as one large piece takes no more wasm memory than one in small pieces", async () => {
  const large = await whatsmate.Media.encode(new Response(new Uint8Array(64 * 2 ** 20)));
  assert.equal(large.size, 64 * 2 ** 20);
  assert.ok(large.chunks.length > 80, `${large.chunks.length} chunks`);
});
