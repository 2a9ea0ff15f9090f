import fc from "fast-check";
import { build, recipe } from "./build.mjs";
import { foreign } from "./values-plain.mjs";

const PIECE = () => new Uint8Array(1000);
const MUCH = new Uint8Array(2 ** 20);

/** An iterator by hand, each of whose methods may be anything. */
function iterator({ pieces, odd, place }) {
  let left = pieces;
  const value = () => build(odd);
  const steps = {
    next: () => {
      if (place === "next throws") throw value();
      if (place === "next gives" && left === 0) return value();
      if (place === "next rejects" && left === 0) return Promise.reject(value());
      left -= 1;
      return left >= 0 ? { value: place === "value" ? value() : PIECE(), done: false } : { done: true };
    },
    return: () => {
      if (place === "return throws") throw value();
      if (place === "return rejects") return Promise.reject(value());
      return place === "return gives" ? value() : { done: true };
    },
  };
  if (place === "done") steps.next = () => Object.defineProperty({}, "done", { get: () => value() });
  return steps;
}

/** Waits for the event loop each time, as whatever reads from outside does: without it, no timer could ever fire. */
const much = () => new Promise((resolve) => { setImmediate(resolve, MUCH); });

/** How sources go wrong. Each takes the case: how many `pieces` come first, what is `odd` and in which `place`. */
export const SOURCES = {
  "async iterable": (how) => ({ [Symbol.asyncIterator]: () => iterator(how) }),
  "async iterable that throws": ({ odd }) => ({ [Symbol.asyncIterator]: () => { throw build(odd); } }),
  "async iterable of something else": ({ odd }) => ({ [Symbol.asyncIterator]: () => build(odd) }),
  "async iterator is": ({ odd }) => ({ [Symbol.asyncIterator]: build(odd) }),
  generator: ({ pieces, odd }) =>
    (async function* () {
      for (let i = 0; i < pieces; i += 1) yield PIECE();
      throw build(odd);
    })(),
  "generator that does not end quietly": ({ pieces, odd }) =>
    (async function* () {
      try {
        for (let i = 0; i < pieces; i += 1) yield PIECE();
        yield "text";
      } finally {
        // eslint-disable-next-line no-unsafe-finally -- that is the case
        throw build(odd);
      }
    })(),
  stream: ({ pieces, odd }) => {
    let left = pieces;
    return new ReadableStream({
      pull: (controller) => (left-- > 0 ? controller.enqueue(PIECE()) : controller.error(build(odd))),
    });
  },
  "stream of": ({ pieces, odd }) => {
    let left = pieces;
    return new ReadableStream({
      pull: (controller) => (left-- > 0 ? controller.enqueue(build(odd)) : controller.close()),
    });
  },
  "stream whose cancel fails": ({ odd }) =>
    new ReadableStream({ pull: (controller) => controller.enqueue("text"), cancel: () => { throw build(odd); } }),
  "byte stream": ({ odd }) => new ReadableStream({ type: "bytes", pull: () => { throw build(odd); } }),
  "stream that is locked": () => {
    const stream = new ReadableStream({});
    stream.getReader();
    return stream;
  },
  "stream that hangs": () => new ReadableStream({}),
  "stream that never ends": () => new ReadableStream({ pull: async (controller) => controller.enqueue(await much()) }),
  "iterable that never ends": () => (async function* () { for (;;) yield much(); })(),
  "iterable that hangs": () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) }),
  "stream look-alike": (how) => ({
    getReader: () => {
      const { next, return: cancel } = iterator(how);
      return { read: next, cancel };
    },
  }),
  "getReader is": ({ odd }) => ({ getReader: build(odd) }),
  "getReader gives": ({ odd }) => ({ getReader: () => build(odd) }),
  "Blob look-alike": ({ odd, place, pieces }) => ({
    size: place === "size" ? build(odd) : pieces,
    slice: () => (place === "slice" ? build(odd) : { arrayBuffer: () => build(odd) }),
    arrayBuffer() {},
    name: build(odd),
  }),
  "Blob whose read fails": ({ odd }) =>
    Object.assign(new Blob(["bytes"]), { slice: () => ({ arrayBuffer: () => Promise.reject(build(odd)) }) }),
  "Blob that lies about its size": ({ pieces }) => Object.defineProperty(new Blob(["bytes"]), "size", { value: pieces }),
  "Media look-alike": ({ odd, place, pieces }) => ({
    size: place === "size" ? build(odd) : pieces,
    encodedSize: place === "encodedSize" ? build(odd) : pieces,
    chunks: place === "chunks" ? build(odd) : [build(odd)],
    filename: place === "filename" ? build(odd) : undefined,
  }),
  "Media look-alike with chunks that throw": ({ odd, pieces }) => ({
    size: pieces,
    encodedSize: pieces,
    chunks: new Proxy([1, 2], { get: () => { throw build(odd); } }),
  }),
  "Response look-alike": ({ odd, place }) => ({
    arrayBuffer() {},
    text() {},
    bodyUsed: place === "bodyUsed" ? build(odd) : false,
    ok: place === "ok" ? build(odd) : true,
    body: place === "body" ? build(odd) : { getReader: () => build(odd) },
  }),
  "foreign Uint8Array that is large": () => foreign("new Uint8Array(3000000)"),
  "buffer that shrinks while it is waited for": () => {
    const buffer = new ArrayBuffer(1000, { maxByteLength: 2000 });
    queueMicrotask(() => buffer.resize(1));
    return buffer;
  },
  "buffer that grows while it is waited for": () => {
    const buffer = new ArrayBuffer(1000, { maxByteLength: 2000 });
    queueMicrotask(() => buffer.resize(2000));
    return new Uint8Array(buffer);
  },
  "buffer that is taken away while it is waited for": () => {
    const buffer = new ArrayBuffer(1000);
    queueMicrotask(() => structuredClone(buffer, { transfer: [buffer] }));
    return new Uint8Array(buffer);
  },
};

const ENDLESS = ["stream that never ends", "iterable that never ends"];
const PLACES = [
  "next throws", "next gives", "next rejects", "return throws", "return gives", "return rejects", "value", "done", "size",
  "slice", "encodedSize", "chunks", "filename", "bodyUsed", "ok", "body",
];

/** Which source, and what of it is odd. One without an end takes its time, so it comes seldom. */
export const source = fc.record({
  kind: fc.oneof(
    { arbitrary: fc.constantFrom(...Object.keys(SOURCES).filter((kind) => !ENDLESS.includes(kind))), weight: 60 },
    { arbitrary: fc.constantFrom(...ENDLESS), weight: 1 },
  ),
  pieces: fc.nat(3),
  odd: recipe,
  place: fc.constantFrom(...PLACES),
});
