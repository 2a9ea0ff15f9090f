// A list that goes on where it stopped: what a file tells of the messages that were begun, and what became of them.
import { Failure, atOnce, createError, invalid } from "./failure.js";
import { flag, read, refuse, text } from "./given.js";
import { builtin, detect, randomId } from "./host.js";
import { ENDED, LedgerFile, RUN } from "./ledger-file.js";
import { holdFile, mayRun, whoRuns } from "./ledger-run.js";
import { peek } from "./outside.js";
import { describe } from "./thrown.js";

const HOSTS = ["node", "deno", "bun", "old bun"];

/** Opens a ledger, for one run at a time. */
export async function openLedger(path, options) {
  const [takeOver] = atOnce(() => {
    if (!HOSTS.includes(detect())) refuse("path", "files are kept in Node, Deno and Bun only");
    text(path, "path");
    if (path === "") refuse("path", "must not be empty");
    return options === undefined ? [] : read(options, "options", { takeOver: flag });
  });
  try {
    return await open(path, takeOver);
  } catch (thrown) {
    const failure = thrown instanceof Error ? invalid("path", `can not be opened: ${describe(thrown)}`, thrown) : Failure.of(thrown);
    throw createError(failure, { delivery: "not-sent" });
  }
}

async function open(path, takeOver) {
  const own = await whoRuns();
  const release = await holdFile(path);
  const inUse = (by) => refuse("path", `${path} is in use by ${by}; if that has ended, open it by openLedger(path, { takeOver: true })`);
  if (!release) inUse("another process");
  const run = randomId();
  let file;
  try {
    file = await LedgerFile.open(path, run, own);
    const { known, runs } = await load(path);
    for (const [other, who] of runs) {
      // Those that came later see this one, and leave.
      if (other === run) break;
      if (!takeOver && (await mayRun(who, own))) inUse(nameOf(who, own));
      await file.append([ENDED, other]);
    }
    const { createHash } = await builtin("node:crypto");
    return new FileLedger(file, release, known, createHash);
  } catch (thrown) {
    await file?.close();
    release();
    throw thrown;
  }
}

/** Which process has a ledger, in words. */
function nameOf([, computer, pid], [, ownComputer, ownPid]) {
  if (computer !== ownComputer) return `process ${pid} of ${computer || "another computer"}`;
  return pid === ownPid ? "this very process" : `process ${pid}`;
}

/** What is known of each key, and the runs that have not ended. */
async function load(path) {
  const known = new Map();
  const runs = new Map();
  const READ = {
    [RUN]: (_, run, ...who) => runs.set(run, who),
    [ENDED]: (run) => runs.delete(run),
    begun: (key, digest) => known.set(key, { digest }),
    queued: (key, id) => known.set(key, { ...known.get(key), id }),
    unsent: (key) => known.delete(key),
  };
  for await (const [what, ...rest] of LedgerFile.entries(path)) READ[what]?.(...rest);
  return { known, runs };
}

function wrongKey(key, why) {
  atOnce(() => refuse("options.key", `"${key}" ${why}`));
}

class FileLedger {
  #file;
  #release;
  #known;
  #createHash;
  /** The keys of messages that are being sent. */
  #open = new Set();

  constructor(file, release, known, createHash) {
    this.#file = file;
    this.#release = release;
    this.#known = known;
    this.#createHash = createHash;
  }

  find(key, message) {
    atOnce(() => text(key, "key"));
    const { digest, id } = this.#known.get(key) ?? {};
    if (digest === undefined) return undefined;
    if (message !== undefined && digest !== this.#digest(message)) {
      wrongKey(key, `stands for another message, which ${id === undefined ? "may have arrived" : "was queued"}: give this one a key of its own`);
    }
    if (this.#open.has(key)) return undefined;
    return id === undefined ? { status: "unknown" } : { status: "queued", id };
  }

  async begin(key, message) {
    const known = this.find(key, message);
    if (known) return known;
    if (this.#open.has(key)) wrongKey(key, "is that of a message that is being sent");
    const digest = this.#digest(message);
    this.#known.set(key, { digest });
    this.#open.add(key);
    await this.#file.append(["begun", key, digest]);
    return undefined;
  }

  async end(key, { status, id, delivery }) {
    const wasBegun = this.#open.delete(key);
    if (status === "queued") {
      Object.assign(this.#known.get(key) ?? {}, { id });
      await this.#file.append(["queued", key, id]);
    } else if (delivery === "not-sent" && wasBegun) {
      await this.#forget(key);
    }
    // Of all others the file says already that their fate is unknown, be it from an earlier run.
  }

  unknown() {
    return [...this.#known].filter(([key, { id }]) => id === undefined && !this.#open.has(key)).map(([key]) => key);
  }

  async forget(key) {
    const known = this.find(key);
    if (this.#open.has(key)) wrongKey(key, "is that of a message that is being sent");
    if (known) await this.#forget(key);
    return known;
  }

  async #forget(key) {
    if (this.#known.delete(key)) await this.#file.append(["unsent", key]);
  }

  async close() {
    try {
      await this.#file.close();
    } finally {
      this.#release();
    }
  }

  /** Of what a message says, and of a file how it is called and how long it is: its bytes may be read only once. */
  #digest(message) {
    const said = Object.entries(message).map(([name, value]) => [name, PHONES.has(name) ? plain(value) : saidOf(value)]);
    const hash = this.#createHash("sha256").update(JSON.stringify(said.filter(([, value]) => value !== undefined).sort()));
    return hash.digest("hex").slice(0, 16);
  }
}

/** What may be written in many ways. */
const PHONES = new Set(["number", "groupAdmin"]);
const plain = (value) => String(value ?? "").replace(/\D/g, "");

function saidOf(value) {
  if (typeof value !== "object") return value;
  const found = ["href", "name", "filename", "size", "byteLength"].map((key) => peek(value, key));
  return [...found, peek(peek(value, "base64"), "length")].map((known) => known ?? 0).join();
}
