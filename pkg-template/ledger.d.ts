/**
 * Lists that go on where they stopped: a file of what was begun, and what became of it.
 *
 * @module whatsmate/ledger
 */

/** What a ledger knows of a message from an earlier run, or from earlier in this one. */
export type LedgerEntry =
  | {
      /** It was queued, and is not sent again. */
      status: "queued";
      /** Its id. */
      id: string;
    }
  | {
      /** It was begun, and nobody knows what became of it. It is sent again only with `retryUnknown`. */
      status: "unknown";
    };

/**
 * Where a list notes what it does: a file, see {@link openLedger}, or an object of yours over a database. Its methods may
 * answer at once or by a promise, which must settle: the list waits for it. What they throw ends the list, whose iteration
 * then rejects with an InvalidInputError, `field: "options.ledger"`; an error of this package is told of its message alone.
 *
 * @example
 * ```ts
 * import { WhatsMate } from "whatsmate";
 * import type { Ledger, LedgerEntry } from "whatsmate/ledger";
 *
 * const rows = new Map<string, LedgerEntry>(); // a table of a database
 * const ledger: Ledger = {
 *   find: (key) => rows.get(key),
 *   begin(key) {
 *     const known = rows.get(key);
 *     if (!known) rows.set(key, { status: "unknown" }); // an insert that fails if the key is there
 *     return known;
 *   },
 *   end(key, outcome) {
 *     if (outcome.status === "queued") rows.set(key, outcome);
 *     else if (outcome.delivery === "not-sent") rows.delete(key);
 *   },
 * };
 * const messages = [{ kind: "text", number: "12025550101", message: "Hello" }] as const;
 * for await (const { key, status } of new WhatsMate().whatsapp(1).sendMany(messages, { ledger })) console.log(key, status);
 * ```
 */
export interface Ledger {
  /**
   * What is known of a message. It is asked before the message waits for its turn.
   *
   * @param key what it is known by
   * @param message the message, to tell whether the key stood for another one: an InvalidInputError refuses it
   */
  find(key: string, message: object): LedgerEntry | undefined | Promise<LedgerEntry | undefined>;
  /**
   * What is known of a message now; if nothing is, puts down that it is begun. The message is sent once the promise
   * resolves to `undefined`, or to `"unknown"` with `retryUnknown`. So what was put down must last by then, and two runs that
   * begin the same key must not both be told that nothing is known.
   *
   * @param key as of `find`
   * @param message likewise
   */
  begin(key: string, message: object): LedgerEntry | undefined | Promise<LedgerEntry | undefined>;
  /**
   * Puts down what became of a message that was begun. One that is certain not to have been sent is as good as never begun,
   * unless an earlier run had begun it. The outcome is told once the promise settles; one that rejects leaves the fate
   * unknown to the next run.
   *
   * @param key as of `find`
   * @param outcome what became of it
   */
  end(
    key: string,
    outcome: { status: "queued"; id: string } | { status: "failed"; delivery: "not-sent" | "unknown" },
  ): void | Promise<void>;
}

/** A ledger in a file, open for this process alone. */
export interface FileLedger extends Ledger {
  /**
   * What is known of a key.
   *
   * @param key the key
   * @param message the message that it should stand for, if that is to be checked
   * @throws InvalidInputError with `field: "options.key"`, if it stands for another one
   */
  find(key: string, message?: object): LedgerEntry | undefined;
  /** The keys of messages that were begun and whose fate is not known, for a person to look after. */
  unknown(): string[];
  /**
   * Forgets a message, so that a list sends it again: for somebody who has looked and knows that it did not arrive.
   *
   * @param key what it is known by
   * @returns what was known of it; `undefined`, if there was no such key
   * @throws InvalidInputError with `field: "options.key"`, if the message is being sent
   */
  forget(key: string): Promise<LedgerEntry | undefined>;
  /** Closes the file. A list that has it must be through. */
  close(): Promise<void>;
}

/** How a ledger is opened. */
export interface LedgerOptions {
  /**
   * Open it although another run may have it: one on another computer, or in a process that this one is not allowed to see.
   * If that one is still at work, messages are sent twice. Default: false.
   */
  takeOver?: boolean | undefined;
}

/**
 * Opens the file of a ledger, or makes one, in Node, Deno or Bun. `sendMany` does it by itself for a path; this is for what
 * only an open ledger can do.
 *
 * It is a text file that is only appended to, two lines of about 100 bytes for a message. Each line is on the disk before
 * what it says is acted upon, so that neither `kill -9` nor a power cut makes it forget. It holds keys, ids and a digest of
 * each message, no text. In memory each key takes about 300 bytes.
 *
 * One process at a time can have it. Who has it is told by computer and process, in Deno by a lock of the file; a network
 * drive must be one that keeps what is appended whole.
 *
 * @param path the file; its folder must exist
 * @param options how
 * @returns the ledger
 * @throws InvalidInputError with `field: "path"`, if the file can not be opened, is no ledger, was damaged, or another run
 *   has it
 * @example
 * ```ts
 * import { WhatsMate } from "whatsmate";
 * import { openLedger } from "whatsmate/ledger";
 *
 * const whatsapp = new WhatsMate().whatsapp(1);
 * const ledger = await openLedger("newsletter.ledger");
 * console.log("Ask whether these have arrived:", ledger.unknown());
 * await ledger.forget("order-17"); // it did not
 * const messages = [{ kind: "text", number: "12025550117", message: "Your order is ready" }] as const;
 * for await (const { key, status } of whatsapp.sendMany(messages, { ledger, key: () => "order-17" })) {
 *   console.log(key, status);
 * }
 * await ledger.close();
 * ```
 */
export function openLedger(path: string, options?: LedgerOptions): Promise<FileLedger>;
