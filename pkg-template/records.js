// What a list's ledger knows of its messages, and is told of them.
import { isWhatsMateError } from "./errors.js";
import { Failure, atOnce, createError, invalid } from "./failure.js";
import { refuse } from "./given.js";
import { describe } from "./thrown.js";

const NOT_SENT = { delivery: "not-sent" };

export class Records {
  #ledger;
  #retryUnknown;
  /** Why the ledger can not be asked any more. */
  failure;

  constructor(ledger, retryUnknown) {
    this.#ledger = ledger;
    this.#retryUnknown = retryUnknown;
  }

  /** Opens the file of a path. By the package's name, so that bundles for pages go without what opens it. */
  async open() {
    const { openLedger } = await import("whatsmate/ledger");
    if (!openLedger) atOnce(() => refuse("options.ledger", "files are kept in Node, Deno and Bun only"));
    this.#ledger = await openLedger(this.#ledger);
    return () => this.#ledger.close();
  }

  /** What an earlier run has sent, asked by `find`, or by `begin`, which puts down that it will be sent now if it has not. */
  async known(step, key, message) {
    const entry = await this.#ask(step, key, message);
    if (entry?.status === "queued") return { id: entry.id, earlier: true };
    if (entry && !this.#retryUnknown) throw createError(new Failure("interrupted", []), { delivery: "unknown" });
    return undefined;
  }

  /** Puts down what became of a message. If that fails, its fate is what the next run does not know. */
  async end(key, outcome) {
    await this.#ask("end", key, outcome).catch(() => {});
  }

  async #ask(method, ...given) {
    try {
      return await this.#ledger[method](...given);
    } catch (thrown) {
      // Ours are of one message.
      if (isWhatsMateError(thrown)) throw thrown;
      throw (this.failure ??= createError(invalid("options.ledger", `${method} failed: ${describe(thrown)}`, thrown), NOT_SENT));
    }
  }
}
