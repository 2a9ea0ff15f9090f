// Keeps an inbox over restarts, in a file; in Node, Deno and Bun.
import * as fs from "node:fs";
import { dirname, resolve } from "node:path";
import { promisify } from "node:util";
import { lock } from "./lock.js";
import { END, HEADER, decode, encode } from "./store-file.js";

// With numbers: in Deno 2.0, file handles can not be synced.
const [open, chmod, write, sync, close, rename] = [fs.open, fs.chmod, fs.write, fs.fsync, fs.close, fs.rename].map(promisify);

/** A line that has reached so many bytes is written without those who still wait. */
const LINE = 4 * 2 ** 20;
/** The file is rewritten once it has doubled and grown by so many bytes. */
const GROWTH = 64 * 2 ** 20;

/**
 * Opens the file of an inbox, or makes it, and fills the inbox with what the file keeps.
 *
 * @param {string} path
 * @param {import("./inbox.js").Inbox} inbox Still empty.
 * @returns {Promise<Store>}
 * @throws {Error} When the file is in use, damaged, or none of a sandbox. It is left as it is then.
 */
export async function openStore(path, inbox) {
  const file = fs.existsSync(path) ? fs.realpathSync(path) : resolve(path);
  let unlock;
  let store;
  try {
    unlock = lock(file);
    const mode = fs.existsSync(file) ? restore(file, inbox) : 0o600;
    store = new Store({ file, mode, inbox, unlock });
    await store.rewrite();
    return store;
  } catch (error) {
    await (store ? store.close() : unlock?.());
    throw new Error(`data: ${file}: ${error.message}`, { cause: error });
  }
}

/** Fills the inbox, and gives the permissions of the file. */
function restore(file, inbox) {
  const stat = fs.statSync(file);
  if (!stat.isFile()) {
    throw new Error("is no regular file");
  }
  const fd = fs.openSync(file, "r");
  try {
    const torn = decode(fd, (record) => inbox.restore(record));
    if (torn !== undefined) {
      console.warn(`whatsmate-sandbox: ${file}: cut off at byte ${torn}, where the last write was torn; no caller was told that it was kept`);
    }
  } finally {
    fs.closeSync(fd);
  }
  return stat.mode & 0o777;
}

/** The file of an inbox. */
class Store {
  #file;
  #mode;
  #inbox;
  #unlock;
  #fd;
  #size;
  #limit;
  #waiting = [];
  #writing;
  #failure;

  /** Of a file that is still to be written, see `rewrite`. */
  constructor({ file, mode, inbox, unlock }) {
    this.#file = file;
    this.#mode = mode;
    this.#inbox = inbox;
    this.#unlock = unlock;
  }

  /**
   * Keeps the records of what the inbox has just done.
   *
   * @param {object[]} records See inbox.js.
   * @returns {Promise<void>} Fulfilled once they are on the disk. Rejects when the file can not be written, now or before:
   *   what it then ends with is not known, so nothing is added to it.
   */
  append(records) {
    if (this.#failure) {
      return Promise.reject(this.#failure);
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ records, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Ends what is under way, and gives the file back. */
  async close() {
    while (this.#writing) {
      await this.#writing;
    }
    // The number may soon be another file's.
    this.#failure ??= new Error("the sandbox was closed");
    await this.#closeFile();
    this.#unlock();
  }

  /** Writes all that the inbox has, and puts it in the file's place: who is killed meanwhile leaves the one or the other. */
  async rewrite() {
    // Before anything is awaited: what comes from now on is written after it.
    const left = this.#inbox.records().map((record) => [record]);
    const next = `${this.#file}.new`;
    await this.#closeFile();
    // It may be left from a process that was killed, or be a link to elsewhere.
    fs.rmSync(next, { force: true });
    try {
      this.#fd = await open(next, "wx", this.#mode);
      // What the umask took from it.
      await chmod(next, this.#mode);
      this.#size = await put(this.#fd, HEADER);
      while (left.length > 0) {
        this.#size += await put(this.#fd, encode(left.splice(0, fitting(left)).flat()));
      }
      this.#size += await put(this.#fd, END);
      await sync(this.#fd);
      await rename(next, this.#file);
    } catch (error) {
      fs.rmSync(next, { force: true });
      throw error;
    }
    await syncFolder(dirname(this.#file));
    this.#limit = 2 * this.#size + GROWTH;
  }

  /** What comes while the disk is busy goes into the next line together. */
  async #writeAll() {
    while (this.#waiting.length > 0) {
      const isDue = this.#size > this.#limit;
      const batch = this.#waiting.splice(0, isDue ? Infinity : fitting(this.#waiting.map(({ records }) => records)));
      try {
        if (this.#failure) {
          throw this.#failure;
        }
        // The inbox has all that waits already.
        await (isDue ? this.rewrite() : this.#add(batch.flatMap(({ records }) => records)));
        batch.forEach(({ resolve }) => resolve());
      } catch (error) {
        this.#failure ??= new Error(`data: ${this.#file}: could not be written: ${error.message}`, { cause: error });
        batch.forEach(({ reject }) => reject(this.#failure));
      }
    }
    this.#writing = undefined;
  }

  async #closeFile() {
    if (this.#fd !== undefined) {
      await close(this.#fd);
      this.#fd = undefined;
    }
  }

  async #add(records) {
    this.#size += await put(this.#fd, encode(records));
    await sync(this.#fd);
  }
}

/** How many of these lists of records make one line. */
function fitting(lists) {
  let size = 0;
  const last = lists.findIndex((records) => {
    size += records.reduce((sum, { message = "", media = "" }) => sum + message.length + media.length, 0);
    return size > LINE;
  });
  return last < 0 ? lists.length : last + 1;
}

async function put(fd, bytes) {
  for (let at = 0; at < bytes.length; ) {
    at += (await write(fd, bytes, at)).bytesWritten;
  }
  return bytes.length;
}

/** A new name is on the disk when its folder is. Windows syncs none, and needs it not. */
async function syncFolder(folder) {
  if (process.platform !== "win32") {
    const fd = await open(folder, "r");
    await sync(fd);
    await close(fd);
  }
}
