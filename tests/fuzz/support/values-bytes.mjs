import { foreign } from "./values-plain.mjs";

function detached(make) {
  const buffer = new ArrayBuffer(16);
  const view = make(buffer);
  structuredClone(buffer, { transfer: [buffer] });
  return view;
}

/** A view that is outside of its buffer since that shrank. */
function outside(make) {
  const buffer = new ArrayBuffer(16, { maxByteLength: 64 });
  const view = make(buffer);
  buffer.resize(2);
  return view;
}

/** Buffers, views of them, and what is read from files and the network. */
export const BYTES = {
  ArrayBuffer: () => new ArrayBuffer(9),
  "empty ArrayBuffer": () => new ArrayBuffer(0),
  Uint8Array: () => new Uint8Array([1, 2, 3]),
  Uint8ClampedArray: () => new Uint8ClampedArray(5),
  Int16Array: () => new Int16Array(5),
  Float64Array: () => new Float64Array([NaN, -0]),
  BigInt64Array: () => new BigInt64Array(2),
  Buffer: () => Buffer.from("bytes"),
  DataView: () => new DataView(new ArrayBuffer(9), 3),
  "empty view": () => new Uint8Array(new ArrayBuffer(9), 9),
  "detached ArrayBuffer": () => detached((buffer) => buffer),
  "detached Uint8Array": () => detached((buffer) => new Uint8Array(buffer)),
  "detached DataView": () => detached((buffer) => new DataView(buffer)),
  "resizable ArrayBuffer": () => new ArrayBuffer(8, { maxByteLength: 16 }),
  "view that follows its buffer": () => new Uint8Array(new ArrayBuffer(8, { maxByteLength: 16 })),
  "view outside of its buffer": () => outside((buffer) => new Uint8Array(buffer, 4, 4)),
  "DataView outside of its buffer": () => outside((buffer) => new DataView(buffer, 8)),
  "following view outside of its buffer": () => outside((buffer) => new Uint8Array(buffer, 8)),
  SharedArrayBuffer: () => new SharedArrayBuffer(9),
  "growable SharedArrayBuffer": () => new SharedArrayBuffer(9, { maxByteLength: 64 }),
  "shared Uint8Array": () => new Uint8Array(new SharedArrayBuffer(9)),
  "shared DataView": () => new DataView(new SharedArrayBuffer(9)),
  "wasm memory": () => new WebAssembly.Memory({ initial: 1 }).buffer,
  "foreign Uint8Array": () => foreign("new Uint8Array([1, 2, 3])"),
  "foreign ArrayBuffer": () => foreign("new ArrayBuffer(4)"),
  "foreign DataView": () => foreign("new DataView(new ArrayBuffer(4))"),
  "Uint8Array with a byteLength of its own": () => Object.defineProperty(new Uint8Array(4), "byteLength", { value: 1e9 }),
  "Uint8Array with a negative byteOffset": () => Object.defineProperty(new Uint8Array(4), "byteOffset", { value: -4 }),
  "Uint8Array whose buffer throws": () =>
    Object.defineProperty(new Uint8Array(4), "buffer", { get() { throw new Error("no buffer"); } }),
  "Uint8Array whose species is no array": () =>
    Object.defineProperty(new Uint8Array(4), "constructor", { value: { [Symbol.species]: Date } }),
  "ArrayBuffer look-alike": () => ({ byteLength: 4, slice: () => new ArrayBuffer(4) }),
  "endless ArrayBuffer look-alike": () => ({ byteLength: Infinity, slice() {} }),
  "array with a byteLength": () => Object.assign([1, 2], { byteLength: 2 }),
  Blob: () => new Blob(["bytes"]),
  "empty Blob": () => new Blob([]),
  File: () => new File(["bytes"], "a.txt"),
  "File with an odd name": () => new File(["bytes"], "\ud800\n/.."),
  Response: () => new Response("bytes"),
  "failed Response": () => new Response("bytes", { status: 500 }),
  "Response of an error": () => Response.error(),
  "Response without a body": () => new Response(null),
  Request: () => new Request("http://127.0.0.1:9/", { method: "POST", body: "bytes" }),
  "base64": () => ({ base64: "QUJD" }),
  "data: URL": () => ({ base64: "data:text/plain;base64,QUJD" }),
  "bad base64": () => ({ base64: "Q=\ud800" }),
};
