// The body of a request, as fetch takes it.
import { Encoding, encode, encodeBody } from "./encode.js";
import { Failure } from "./failure.js";
import { pieces } from "./files.js";

/** Up to how many bytes a file is cheaper to encode at once, into a body of one piece, than on its way or in chunks. */
const SMALL = 512 * 1_024;

/**
 * In which forms fetch takes a body. Every one takes Blobs, strings and bytes. A stream goes out as it is made, with its
 * length announced, and never twice; in Node that is cheaper for a small file, too, since fetch copies bytes that it is given.
 * Deno sends strings and bytes a second time by itself when a kept connection drops, so there everything is a Blob.
 *
 * @param {string} host see `host.js`
 * @param {boolean} isCustom whether the fetch is the caller's, which may take less
 */
export function formOf(host, isCustom) {
  const takesStreams = !isCustom && ["node", "bun", "workerd"].includes(host);
  return { takesStreams, streamsSmall: takesStreams && host === "node", isBlob: host === "deno" };
}

/**
 * What stays of a call's file between its attempts: its chunks, or the whole body with it; or itself, to be encoded for each
 * attempt while it is sent, if it is large, of known size, and can be read again.
 *
 * @param {object} source what `file` of `files.js` has read
 * @param {{ head: string, tail: string }} request
 * @param {object} client
 * @param {number | undefined} row as Encoding takes it
 */
export async function fileOf(source, request, client, row, progress, bounds) {
  const { rules, form } = client;
  const isKept = source.kind === "bytes" || source.kind === "blob";
  if (isKept && source.size <= SMALL) return { body: await encodeBody(rules, source, request, progress, bounds) };
  if (isKept && form.takesStreams) return { source };
  return encode(rules, source, row, progress, bounds);
}

/**
 * Puts a request and its file together.
 *
 * @returns {Promise<{ value: unknown, length: number, isStream?: boolean, failure?: Failure, close?: () => void }>} what
 *   fetch takes, its length in bytes, and, of a body that is made while it is sent, how its file failed and what ends it
 */
export async function bodyOf({ head, tail, length }, file, client, progress, bounds) {
  const { takesStreams, streamsSmall, isBlob } = client.form;
  if (head === undefined) return { value: undefined, length: 0 };
  const plain = (value, length) => ({ value: isBlob ? made(() => new Blob([value])) : value, length });
  if (!file) return plain(head, length);
  if (file.body) {
    const { body } = file;
    // A fetch of the caller's may change what it is given, and it may be needed again.
    if (!streamsSmall) return plain(client.fetch ? body.slice() : body, body.length);
    return { value: made(() => listed([body])), length: body.length, isStream: true };
  }
  const total = length + Math.ceil((file.source ?? file).size / 3) * 4;
  const [first, last] = [head, tail].map((text) => new TextEncoder().encode(text));
  if (file.source) return feed(file.source, first, last, total, client, progress, bounds);
  const parts = [first, ...file.chunks, last];
  if (takesStreams) return { value: made(() => listed(parts)), length: total, isStream: true };
  return { value: made(() => new Blob(parts)), length: total };
}

/** A host may make no such body. */
function made(make) {
  try {
    return make();
  } catch (thrown) {
    throw new Failure("refused", ["the body could not be made"], thrown, "not-sent");
  }
}

/** A body that is made while it is sent: `next` gives a part, or a promise of one, and `undefined` at the end. */
const stream = (next) =>
  new ReadableStream(
    {
      async pull(controller) {
        const part = await next();
        if (part === undefined) controller.close();
        else controller.enqueue(part);
      },
    },
    { highWaterMark: 0 },
  );

/** A body of parts that are there. */
function listed(parts) {
  if (parts.length > 1) {
    let next = 0;
    return stream(() => parts[next++]);
  }
  // Half the way through the stream's machinery.
  return new ReadableStream({
    start(controller) {
      controller.enqueue(parts[0]);
      controller.close();
    },
  });
}

function joined(first, second) {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

/**
 * A body that is encoded while it is sent: as much of a file as the connection takes, and no more, is in memory. What can not
 * be read at all fails here, before anything is sent.
 */
async function feed(source, head, tail, length, client, progress, bounds) {
  progress.report(0, source.size);
  const encoding = new Encoding(client.rules, source, undefined, progress);
  const next = pieces(source);
  let isOver = false;
  const close = () => {
    isOver = true;
  };
  const body = { length, isStream: true, close };
  const beginning = await bounds.wait(next(true));
  let first = joined(head, beginning ? encoding.take(beginning) : new Uint8Array());
  const step = async () => {
    if (isOver) return undefined;
    if (first) {
      const part = first;
      first = undefined;
      return part;
    }
    const piece = await next(true);
    if (isOver) return undefined; // the call has ended meanwhile
    if (piece) return encoding.take(piece);
    isOver = true;
    return joined(encoding.finish(), tail);
  };
  const told = async () => {
    try {
      return await step();
    } catch (thrown) {
      // What fetch says of it is not what happened. Its beginning is gone, so it is not tried again.
      const { args, cause } = Failure.in(source.field, thrown);
      body.failure = new Failure("broken", [args[1]], cause);
      isOver = true;
      throw cause;
    }
  };
  body.value = made(() => stream(told));
  return body;
}
