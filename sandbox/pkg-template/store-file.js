// The file of `data`. Each line is a JSON array: a checksum of the rest of the line, which is the first 16 hexadecimal
// digits of its SHA-256, and one or more records:
//
//   ["1947c12d54852e3e",{"format":"whatsmate-sandbox","version":1}]
//   ["…",{"message":{…},"sha256":"…","media":"…"},{"forgotten":["…"]}]
//   ["…",{"reset":true}]
//
// `message` is what GET /_sandbox/messages/{id} answers, `sha256` that of its media and `media` their bytes, in base64.
// A line is on the disk before the next one is begun. So only the last one can be torn, and what is wrong with another
// one was done to it later.
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { readSync } from "node:fs";

const PIECE = 2 ** 20;
/** The first line. */
export const HEADER = seal('{"format":"whatsmate-sandbox","version":1}');
/** The line behind all that is written at once into a new file. None of that can be torn, and so none is the last line. */
export const END = encode([{ forgotten: [] }]);

/**
 * The line of some records, see inbox.js.
 *
 * @param {object[]} records
 */
export function encode(records) {
  return seal(records.map(encodeRecord).join());
}

/**
 * Reads the records of a file.
 *
 * @param {number} fd
 * @param {(record: object) => void} restore Throws where it can make nothing of a record.
 * @returns {number | undefined} Where the last line begins if it was torn, in bytes.
 * @throws {Error} When it is another file, or was damaged.
 */
export function decode(fd, restore) {
  const head = Buffer.alloc(HEADER.length);
  const length = readSync(fd, head);
  if (length > 0 && !head.equals(HEADER)) {
    throw new Error("is no file of whatsmate-sandbox, or one of another version");
  }
  let torn;
  for (const { line, at } of readLines(fd, length)) {
    const records = unseal(line);
    if (!records) {
      torn ??= at;
    } else if (torn !== undefined) {
      throw new Error(`is damaged at byte ${torn}`);
    } else {
      try {
        records.map(decodeRecord).forEach(restore);
      } catch (fault) {
        throw new Error(`is damaged at byte ${at}: ${fault.message ?? fault}`, { cause: fault });
      }
    }
  }
  return torn;
}

function encodeRecord(record) {
  const { message, media } = record;
  if (!message) {
    return JSON.stringify(record);
  }
  // Not by way of an object: media are long.
  return media ? `${message.slice(0, -1)},"media":"${base64(media)}"}` : message;
}

function decodeRecord({ message, sha256, media, ...rest }) {
  return message
    ? { message: JSON.stringify({ message, sha256 }), media: media === undefined ? undefined : Buffer.from(media, "base64") }
    : rest;
}

function base64({ buffer, byteOffset, byteLength }) {
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}

function seal(text) {
  const line = Buffer.from(`["${"0".repeat(16)}",${text}]\n`);
  line.write(checksum(line), 2);
  return line;
}

/** The records of a line, or undefined where it is not as it was written. */
function unseal(line) {
  const isWhole = line.toString("latin1", 0, 20) === `["${checksum(line)}",` && line.toString("latin1", line.length - 2) === "]\n";
  return isWhole ? JSON.parse(line).slice(1) : undefined;
}

function checksum(line) {
  return createHash("sha256").update(line.subarray(20, -2)).digest("hex").slice(0, 16);
}

/** The lines from `at` on, each with its end where it has one. */
function* readLines(fd, at) {
  let parts = [];
  for (;;) {
    const piece = Buffer.alloc(PIECE);
    let rest = piece.subarray(0, readSync(fd, piece));
    if (rest.length === 0) {
      break;
    }
    for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
      const line = Buffer.concat([...parts, rest.subarray(0, end + 1)]);
      yield { line, at };
      at += line.length;
      parts = [];
      rest = rest.subarray(end + 1);
    }
    parts.push(rest);
  }
  const line = Buffer.concat(parts);
  if (line.length > 0) {
    yield { line, at };
  }
}
