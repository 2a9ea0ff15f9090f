// A list that goes on where it stopped: what a file tells of the messages that were begun, and what became of them.
import { Failure, atOnce, createError } from "./failure.js";
import { flag, read, refuse, text } from "./given.js";
import { builtin, detect, randomId } from "./host.js";
import { ENDED, LedgerFile, RUN } from "./ledger-file.js";
import { holdFile, mayRun, whoRuns } from "./ledger-run.js";
import { peek } from "./outside.js";

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
    throw createError(Failure.in("path", thrown), { delivery: "not-sent" });
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
      if (!takeOver && (await mayRun(who, own))) inUse(`process ${who[2]}${who[1] === own[1] ? "" : ` of ${who[1] || "another computer"}`}`);
      await file.append([ENDED, other]);
    }
    const { createHash } = await builtin("node:crypto");
    return new FileLedger(file, release, known, createHash);
  } catch (thrown) {
    await file?.close().catch(() => {});
    release();
    throw thrown;
  }
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
    const { digest, id } = this.#known.get(key) ?? {};
    if (digest === undefined) return undefined;
    if (digest !== this.#digest(message)) wrongKey(key, "stands for another message in the ledger");
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

  async forget(key) {
    if (this.#open.has(key)) wrongKey(key, "is that of a message that is being sent");
    await this.#forget(key);
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

  /** Of what a message says, as far as it is text: a file can be long, or be read only once. */
  #digest(message) {
    const said = Object.entries(message)
      .map(([name, value]) => [name, typeof value === "object" ? peek(value, "href") : value])
      .filter(([, value]) => value !== undefined);
    const hash = this.#createHash("sha256").update(JSON.stringify(said.sort()));
    return hash.digest("hex").slice(0, 16);
  }
}
