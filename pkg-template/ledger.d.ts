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
 * answer at once or by a promise; what they throw is told as an InvalidInputError of the message, which is then not sent.
 */
export interface Ledger {
  /** What is known of a message. It is asked before the message waits for its turn. */
  find(key: string, message: object): LedgerEntry | undefined | Promise<LedgerEntry | undefined>;
  /**
   * What is known of a message now; if nothing is, puts down that it is begun. The message is sent once the promise
   * resolves, so what was put down must last by then, and two runs that begin the same key must not both be told that
   * nothing is known.
   */
  begin(key: string, message: object): LedgerEntry | undefined | Promise<LedgerEntry | undefined>;
  /**
   * Puts down what became of a message that was begun: one that is certain not to have been sent may be sent by another
   * run. The outcome is told once the promise settles; one that rejects leaves the fate unknown to the next run.
   */
  end(
    key: string,
    outcome: { status: "queued"; id: string } | { status: "failed"; delivery: "not-sent" | "unknown" },
  ): void | Promise<void>;
}

/** A ledger in a file, open for this process alone. */
export interface FileLedger extends Ledger {
  /**
   * Forgets a message, so that a list sends it again: for somebody who has looked and knows that it did not arrive.
   *
   * @param key what it is known by
   * @throws InvalidInputError with `field: "options.key"`, if the message is being sent
   */
  forget(key: string): Promise<void>;
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
 * each message, no text and no number. In memory each key takes about 300 bytes.
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
 * await ledger.forget("order-17"); // somebody asked: it did not arrive
 * const messages = [{ kind: "text", number: "12025550117", message: "Your order is ready" }] as const;
 * for await (const { key, status } of whatsapp.sendMany(messages, { ledger, key: () => "order-17" })) {
 *   console.log(key, status);
 * }
 * await ledger.close();
 * ```
 */
export function openLedger(path: string, options?: LedgerOptions): Promise<FileLedger>;
