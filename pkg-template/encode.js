// From a file to its base64, piece by piece.
import { CHANGED, pieces } from "./files.js";
import { refuse } from "./given.js";
import { tell } from "./outside.js";

/** How many letters of base64 are checked at once. */
const WINDOW = 192 * 1_024;

/** The most ms of work without letting timers and events through: a signal may have fired. */
const BREATH = 50;

/** What is left over of two pieces when all groups of three bytes are taken. Copied, since a stream may reuse its memory. */
function remainder(before, piece) {
  const length = before.length + piece.length;
  return length < 3 ? Uint8Array.of(...before, ...piece) : piece.slice(piece.length - (length % 3));
}

/** A file that is being encoded. */
export class Encoding {
  #rules;
  #source;
  #row;
  #progress;
  #size = 0;
  /** One or two bytes that wait for a third. */
  #rest = new Uint8Array();

  /**
   * @param {object} rules the wasm's
   * @param {object} source what `file` of `files.js` has read
   * @param {number | undefined} row the row of the table whose limit bounds a source of unknown size
   * @param {object} progress
   */
  constructor(rules, source, row, progress) {
    this.#rules = rules;
    this.#source = source;
    this.#row = row;
    this.#progress = progress;
  }

  /** The base64 of a piece, all but that of bytes which wait for a third. */
  take(piece) {
    // What lies behind this piece: whether a piece is the last one shows only after it, and `finish` tells that.
    if (piece.length > 0) this.#progress.report(this.#size, this.#source.size);
    this.#size += piece.length;
    checkSize(this.#rules, this.#source.field, this.#row, this.#size);
    const encoded = this.#rules.encode(this.#rest, piece, false);
    this.#rest = remainder(this.#rest, piece);
    return encoded;
  }

  /** The base64 of what is left at the end. */
  finish() {
    const { field, size = this.#size } = this.#source;
    if (size !== this.#size) refuse(field, CHANGED);
    if (size === 0) refuse(field, "the file is empty");
    this.#progress.finish(size);
    return this.#rules.encode(this.#rest, new Uint8Array(), true);
  }

  get size() {
    return this.#size;
  }
}

function checkSize(rules, field, row, size) {
  const wrong = row === undefined ? undefined : rules.wrongSize(row, size);
  if (wrong !== undefined && size > 0) refuse(field, wrong);
}

/**
 * Encodes a file, whole, into chunks that lie outside of wasm memory. Of what is base64 already it is checked that it is,
 * to the last letter, since it goes into the body as it is.
 *
 * @returns {Promise<{ chunks: Uint8Array[], size: number }>} `size` is the file's own
 */
export async function encode(rules, source, row, progress, bounds) {
  progress.report(0, source.size);
  const encoded = await (WAYS[source.kind] ?? ofPieces)(rules, source, row, progress, bounds);
  progress.finish(encoded.size);
  return encoded;
}

const WAYS = { media: ofMedia, base64: ofBase64 };

async function ofPieces(rules, source, row, progress, bounds) {
  const encoding = new Encoding(rules, source, row, progress);
  const next = pieces(source);
  const chunks = [];
  const keep = (chunk) => chunk.length > 0 && chunks.push(chunk);
  try {
    let breath = Date.now();
    for (let piece = await bounds.wait(next(true)); piece; piece = await bounds.wait(next(true))) {
      keep(encoding.take(piece));
      if (Date.now() - breath > BREATH) {
        await bounds.sleep(0);
        breath = Date.now();
      }
    }
  } finally {
    tell(next, false);
  }
  keep(encoding.finish());
  return { chunks, size: encoding.size };
}

function ofMedia(rules, { content, size, isOurs, field }) {
  if (isOurs) return { chunks: content, size };
  const invalid = (message) => refuse(field, `is no Media: ${message}`);
  const checked = check(rules, content.flatMap(windowsOf), invalid);
  const length = content.reduce((sum, chunk) => sum + chunk.length, 0);
  if (checked.size !== size || length !== Math.ceil(size / 3) * 4) invalid("its chunks are not as long as its size says");
  return checked;
}

function ofBase64(rules, { content, field }, row) {
  const invalid = (message) => refuse(field, message);
  const isDataUrl = /^\s*data:/i.test(content);
  const start = isDataUrl ? content.indexOf(",") + 1 : 0;
  if (isDataUrl && !/;base64,$/i.test(content.slice(0, start))) invalid("a data: URL must be of the form data:…;base64,…");
  const checked = check(rules, lettersOf(content, start), invalid);
  if (checked.size === 0) invalid("the file is empty");
  checkSize(rules, field, row, checked.size);
  return checked;
}

/** As many pieces as WINDOW asks for, each made of where it begins and ends. */
const cut = (start, length, make) =>
  Array.from({ length: Math.ceil((length - start) / WINDOW) }, (_, i) => make(start + i * WINDOW, start + (i + 1) * WINDOW));

const windowsOf = (bytes) => cut(0, bytes.length, (from, to) => bytes.subarray(from, to));

function lettersOf(text, start) {
  const encoder = new TextEncoder();
  return cut(start, text.length, (from, to) => encoder.encode(text.slice(from, to)));
}

function check(rules, pieces, invalid) {
  const checked = rules.check(pieces);
  if (typeof checked === "string") invalid(checked);
  const [size, chunks] = checked;
  return { chunks, size };
}

/** Encodes a file that fits into one piece into the middle of a body. */
export async function encodeBody(rules, source, { head, tail }, progress, bounds) {
  progress.report(0, source.size);
  const piece = await bounds.wait(pieces(source)(true));
  if (piece?.length !== source.size) refuse(source.field, CHANGED);
  progress.finish(source.size);
  return rules.body(head, piece, tail);
}
