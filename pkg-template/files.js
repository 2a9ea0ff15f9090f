// The files that callers give, of whichever kind: told apart, and read piece by piece, in order.
import { MISSING, attempt, expect, refusal, refuse } from "./given.js";
import { isStream, peek, reader } from "./outside.js";

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
  if (!isSize(size) || size === 0 || attempt("", () => Array.isArray(chunks)) !== true) return undefined;
  const count = peek(chunks, "length");
  if (!(count < MOST_CHUNKS)) return undefined;
  const held = Array.from({ length: count }, (_, i) => bytes(chunks[i]));
  if (!held.every(Boolean)) return undefined;
  // Its list of chunks is within reach of everybody.
  const isWhole = held.reduce((sum, { length }) => sum + length, 0) === Math.ceil(size / 3) * 4;
  return ["media", held, size, filename, isWhole && ours.has(chunks)];
}

/**
 * What a file is: a list of its kind (`bytes`, `media`, `blob`, `stream` or `base64`), its content, its size, where that is
 * known, and its own name, if it has one; of a Media also whether it was made here. Nothing of its content is read yet.
 */
export function file(value, field) {
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
  if (inMemory) return ["bytes", inMemory, inMemory.length];
  const encoded = attempt("", () => media(value));
  if (Array.isArray(encoded)) return encoded;
  const size = peek(value, "size");
  if (has("slice") && has("arrayBuffer") && isSize(size)) return ["blob", value, size, peek(value, "name")];
  if (has("arrayBuffer") && has("text") && peek(value, "bodyUsed") !== undefined) return ["stream", bodyOf(value, field)];
  if (peek(value, "locked") === true) refuse(field, "the stream is locked: somebody else reads it");
  if (isStream(value)) return ["stream", value];
  const base64 = peek(value, "base64");
  if (typeof base64 === "string") return ["base64", base64];
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

/** A file's own name. */
export function nameOf([, , , name] = []) {
  return typeof name === "string" && name !== "" ? name : undefined;
}

/** Reads a file for Media.encode, for the wasm; a Refusal if it is none. */
export const input = (value) => attempt("input", () => file(value, "input"));

/**
 * A function that reads a Blob or a stream: `true` asks for the next piece (`undefined` at the end), `false` says that no
 * more is wanted. What it fails with is a Refusal.
 */
export function pieces(kind, content, size, field) {
  const next = kind === "blob" ? ofBlob(content, size, field) : ofStream(content, field);
  return (wantsMore) =>
    next(wantsMore).catch((thrown) => {
      throw refusal(field, thrown);
    });
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
    return piece.length === length ? piece : refuse(field, "the file changed its size while it was read");
  };
}

function ofStream(stream, field) {
  const next = reader(stream);
  let isDone = false;
  return async (wantsMore) => {
    if (isDone) return undefined;
    // A source that is not read to its end is told so, and lets go of its file or socket.
    if (!wantsMore) return next(false);
    let step;
    try {
      step = await next(true);
    } catch (thrown) {
      isDone = true;
      throw thrown;
    }
    isDone = Boolean(peek(step, "done"));
    if (isDone) return undefined;
    const piece = peek(step, "value");
    return bytes(piece) ?? expect(field, "made of pieces of bytes (Uint8Array)", piece);
  };
}
