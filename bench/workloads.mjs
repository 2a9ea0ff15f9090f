const MB = 2 ** 20;
const FILE = "/v3/whatsapp/single/document/message/1";
const IMAGE = "/v3/whatsapp/single/image/message/1";
const TEXT = "/v3/whatsapp/single/text/message/1";

/**
 * What is sent.
 * @typedef {object} Workload
 * @property {"bytes" | "file" | "media" | "text"} from
 * @property {string} path
 * @property {number} size of a file, in bytes
 * @property {number} count how many are sent
 * @property {number} atOnce
 */

/** @type {Record<string, Workload>} */
export const WORKLOADS = {
  "documents from memory": { from: "bytes", path: FILE, size: 6.75 * MB, count: 100, atOnce: 16 },
  "documents from file-backed Blobs": { from: "file", path: FILE, size: 6.75 * MB, count: 100, atOnce: 16 },
  "documents from one Media": { from: "media", path: FILE, size: 6.75 * MB, count: 100, atOnce: 16 },
  "images of 60 kB": { from: "bytes", path: IMAGE, size: 60_000, count: 3_000, atOnce: 16 },
  "text messages": { from: "text", path: TEXT, size: 0, count: 20_000, atOnce: 64 },
  "one file of 256 MiB": { from: "file", path: FILE, size: 256 * MB, count: 1, atOnce: 1 },
};
