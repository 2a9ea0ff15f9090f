// The file of a ledger. It is only ever appended to. Each line is a JSON array of entries that came to the disk together:
//
//   [["whatsmate-ledger",1,"<the run>",…who runs, see ledger-run.js]]
//   [["begun","order-17","<digest of the message>"],["queued","order-16","<its id>"]]
//   [["unsent","order-17"]]
//   [["ended","<the run>"]]
//
// What is not on the disk yet has not happened for anybody, so a line that was torn can be left where it is. Whoever writes
// behind it, a new run or the end of one whose disk was full, begins on a line of its own.
import { refuse } from "./given.js";
import { builtin } from "./host.js";

/** What the first entry of each run is, and so of each file. */
export const RUN = "whatsmate-ledger";
/** The last entry of a run that was closed. */
export const ENDED = "ended";

const VERSION = 1;
const NEWLINE = 10;
const HEAD = `\n[["${RUN}",${VERSION},`;

/** A file that is open for a run. */
export class LedgerFile {
  #fs;
  #fd;
  #run;
  /** The entries that the next line will have, and when it is on the disk. */
  #next;
  /** When the last line that was begun is on the disk. Once one could not be written, none is any more. */
  #last = Promise.resolve();

  constructor(fs, fd, run) {
    this.#fs = fs;
    this.#fd = fd;
    this.#run = run;
  }

  /**
   * Opens a file for a run, and makes it if there is none.
   *
   * @param {string} path
   * @param {string} run a name that no other run has
   * @param {unknown[]} who
   * @throws when the file can not be opened, or is no ledger, which is left as it is
   */
  static async open(path, run, who) {
    const fs = await builtin("node:fs");
    const fd = fs.openSync(path, "a+");
    try {
      const head = new Uint8Array(HEAD.length);
      const length = fs.readSync(fd, head, 0, head.length, 0);
      if (!HEAD.startsWith(decode(head.subarray(0, length)))) refuse("path", `${path} is no ledger, or one of another version`);
      // A first line that was torn so early says nothing.
      if (length < HEAD.length) fs.ftruncateSync(fd);
      if (length === 0) keepName(fs, (await builtin("node:path")).dirname(path));
      const file = new LedgerFile(fs, fd, run);
      await file.#put(`\n${JSON.stringify([[RUN, VERSION, run, ...who]])}\n`);
      return file;
    } catch (thrown) {
      fs.closeSync(fd);
      throw thrown;
    }
  }

  /** All entries of a file, in order. */
  static async *entries(path) {
    const { readFileSync } = await builtin("node:fs");
    const bytes = readFileSync(path);
    let torn;
    for (let start = 0, end, number = 1; start < bytes.length; start = end + 1, number += 1) {
      end = bytes.indexOf(NEWLINE, start);
      if (end < 0) end = bytes.length;
      if (end === start) continue;
      const line = parse(decode(bytes.subarray(start, end)));
      const isOnItsOwn = line && [RUN, ENDED].includes(line[0]?.[0]);
      if (torn && !isOnItsOwn) refuse("path", `${path} is damaged in line ${torn}`);
      torn = line ? undefined : number;
      if (line) yield* line;
    }
  }

  /** Puts an entry down. Resolves once it is on the disk; those that are given meanwhile go there together. */
  append(entry) {
    if (!this.#next) {
      const line = { entries: [] };
      line.written = this.#last.then(() => {
        this.#next = undefined;
        return this.#put(`${JSON.stringify(line.entries)}\n`);
      });
      this.#next = line;
      this.#last = line.written;
    }
    this.#next.entries.push(entry);
    return this.#next.written;
  }

  /** Ends the run. */
  async close() {
    // A line that could not be written has been told to who gave it. Without the last one the next run sees that this process
    // is no more.
    const ended = () => this.#put(`\n${JSON.stringify([[ENDED, this.#run]])}\n`);
    await this.#last.then(ended, ended).catch(() => {});
    this.#fs.closeSync(this.#fd);
  }

  async #put(text) {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length;) {
      at += await this.#call("write", bytes, at, bytes.length - at, null);
    }
    await this.#call("fdatasync");
  }

  /** Not by node:fs/promises: Deno 2.0 has half of it only. */
  #call(name, ...given) {
    return new Promise((resolve, reject) => {
      this.#fs[name](this.#fd, ...given, (error, result) => (error ? reject(error) : resolve(result)));
    });
  }
}

const decode = (bytes) => new TextDecoder().decode(bytes);

function parse(text) {
  try {
    const line = JSON.parse(text);
    return Array.isArray(line) ? line : undefined;
  } catch {
    return undefined;
  }
}

/** Has the name of a new file kept by the disk, too. Where folders can not be opened, the system does that itself. */
function keepName(fs, folder) {
  try {
    const fd = fs.openSync(folder, "r");
    fs.fsyncSync(fd);
    fs.closeSync(fd);
  } catch {
    // It is one for Windows, or one that may not be read.
  }
}
