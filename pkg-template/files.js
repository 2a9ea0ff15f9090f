// The files that callers give, of whichever kind: told apart, and read piece by piece, in order.
import { Failure } from "./failure.js";
import { MISSING, expect, quietly, refuse } from "./given.js";
import { isMethod, isStream, peek, reader } from "./outside.js";

/** How many bytes are read at once: enough to make the round trips to a file and to a socket cheap, little enough to hold. */
const PIECE = 768 * 1_024;

/** More chunks than any file has that could be held. */
const MOST_CHUNKS = 2 ** 20;

/** The chunks of every Media made here, which need not be looked at again. */
const ours = new WeakSet();

/** Remembers that chunks are of our own making. */
export const own = (chunks) => ours.add(chunks);

/** The bytes of an ArrayBuffer or of a view of one, of any realm; `undefined` if it is neither. Throws if it is detached. */
function bytes(value) {
  const length = peek(value, "byteLength");
  if (typeof length !== "number") return undefined;
  if (ArrayBuffer.isView(value)) return new Uint8Array(peek(value, "buffer"), peek(value, "byteOffset"), length);
  return typeof peek(value, "slice") === "function" ? new Uint8Array(value, 0, length) : undefined;
}

const isSize = (size) => Number.isInteger(size) && size >= 0;

/** What a Media holds, of this copy of the package or another: told by its properties, not by its class. */
function media(value) {
  const [size, chunks, filename] = ["size", "chunks", "filename"].map((key) => peek(value, key));
  if (!isSize(size) || size === 0 || quietly(() => Array.isArray(chunks)) !== true) return undefined;
  const count = peek(chunks, "length");
  if (!(count < MOST_CHUNKS)) return undefined;
  const held = Array.from({ length: count }, (_, i) => bytes(chunks[i]));
  if (!held.every(Boolean)) return undefined;
  // Its list of chunks is within reach of everybody.
  const isWhole = held.reduce((sum, { length }) => sum + length, 0) === Math.ceil(size / 3) * 4;
  return { kind: "media", content: held, size, name: named(filename), isOurs: isWhole && ours.has(chunks) };
}

const named = (name) => (typeof name === "string" && name !== "" ? name : undefined);

/**
 * What a file is: its kind (`bytes`, `media`, `blob`, `stream` or `base64`), its content, its size, where that is known, and
 * its own name, if it has one; of a Media also whether it was made here. Nothing of its content is read yet.
 */
export const file = (value, field) => ({ ...sourceOf(value, field), field });

function sourceOf(value, field) {
  const has = (name) => typeof peek(value, name) === "function";
  if (value === undefined || value === null) refuse(field, MISSING);
  if (typeof value === "string") {
    refuse(
      field,
      "a bare string could be anything: give { base64: … } for base64 text, or, for the path of a file, what "
        + "fs.openAsBlob(path) gives",
    );
  }
  const inMemory = typeof value === "object" ? bytes(value) : undefined;
  if (inMemory) return { kind: "bytes", content: inMemory, size: inMemory.length };
  const encoded = quietly(() => media(value));
  if (encoded) return encoded;
  const size = peek(value, "size");
  if (has("slice") && has("arrayBuffer") && isSize(size)) {
    return { kind: "blob", content: value, size, name: named(peek(value, "name")) };
  }
  if (has("arrayBuffer") && has("text") && peek(value, "bodyUsed") !== undefined) {
    return { kind: "stream", content: bodyOf(value, field) };
  }
  if (peek(value, "locked") === true) refuse(field, "the stream is locked: somebody else reads it");
  if (isStream(value)) return { kind: "stream", content: value };
  const base64 = peek(value, "base64");
  if (typeof base64 === "string") return { kind: "base64", content: base64 };
  if (base64 !== undefined) expect(field, "base64 text, a string", base64);
  return expect(
    field,
    "a Blob, a File, an ArrayBuffer, a typed array, a ReadableStream, an async iterable, a Response, { base64: … } or a Media",
    value,
  );
}

/** An answer of fetch. One that is an error page is not the file that was meant. */
function bodyOf(response, field) {
  if (peek(response, "bodyUsed") === true) refuse(field, "the Response has been read already");
  if (peek(response, "ok") === false) refuse(field, `the Response is an error, its status is ${peek(response, "status") ?? "not known"}`);
  const body = peek(response, "body");
  return isStream(body) ? body : refuse(field, "the Response has no body");
}

const READERS = { bytes: ofBytes, blob: ofBlob, stream: ofStream };

/**
 * A function that reads a file: `true` asks for the next piece (`undefined` at the end), `false` says that no more is
 * wanted. It can be read again from its start, unless it is a stream.
 */
export function pieces({ kind, content, size, field }) {
  const next = READERS[kind](content, size, field);
  return async (wantsMore) => {
    try {
      return await next(wantsMore);
    } catch (thrown) {
      throw Failure.in(field, thrown);
    }
  };
}

/** What is said of a file that is not as long as it was. */
export const CHANGED = "the file changed its size while it was read";

function ofBytes(bytes) {
  let start = 0;
  return () => {
    const piece = bytes.subarray(start, start + PIECE);
    start += piece.length;
    return piece.length > 0 ? piece : undefined;
  };
}

function ofBlob(blob, size, field) {
  const read = async (start) => blob.slice(start, Math.min(start + PIECE, size)).arrayBuffer();
  let start = 0;
  let ahead;
  return async (wantsMore) => {
    if (!wantsMore || start >= size) return undefined;
    const reading = ahead ?? read(start);
    const length = Math.min(PIECE, size - start);
    start += length;
    // The next is read while this one is encoded and sent.
    ahead = start < size ? read(start) : undefined;
    ahead?.catch(() => {}); // told when it is waited for
    const piece = bytes(await reading);
    if (!piece) throw undefined;
    return piece.length === length ? piece : refuse(field, CHANGED);
  };
}

/** The iterators that were begun: each reading of one goes on where the last one stopped, and would get a part of the file. */
const begun = new WeakSet();

function ofStream(stream, _, field) {
  const next = reader(stream);
  let isDone = false;
  let isNew = true;
  /** What is left of a piece that is larger than what is taken at once: the whole of a file may come as one. */
  let rest = new Uint8Array();
  const take = () => {
    const piece = rest.subarray(0, PIECE);
    rest = rest.subarray(PIECE);
    return piece;
  };
  return async (wantsMore) => {
    if (wantsMore && rest.length > 0) return take();
    if (isDone) return undefined;
    // A source that is not read to its end is told so, and lets go of its file or socket.
    if (!wantsMore) return next(false);
    let step;
    try {
      if (isNew && isMethod(stream, "next")) {
        if (begun.has(stream)) refuse(field, "a generator can be read once: send what Media.encode makes of it");
        begun.add(stream);
      }
      isNew = false;
      step = await next(true);
    } catch (thrown) {
      isDone = true;
      throw thrown;
    }
    isDone = Boolean(peek(step, "done"));
    if (isDone) return undefined;
    const piece = peek(step, "value");
    rest = bytes(piece) ?? expect(field, "made of pieces of bytes (Uint8Array)", piece);
    return take();
  };
}
