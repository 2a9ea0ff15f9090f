import type { InterruptedError, WhatsMateError } from "./errors.js";
import type { Ledger } from "./ledger.js";
import type { CallOptions } from "./options.js";
import type { Telegram } from "./telegram.js";
import type { WhatsApp } from "./whatsapp.js";

/**
 * The parameters of a class's sends, each with its kind.
 *
 * @inline
 */
type Listed<Class> = {
  [Name in Exclude<Extract<keyof Class, `send${string}`>, "sendMany">]: Name extends `send${infer Kind}`
    ? Class[Name] extends (message: infer Message, ...rest: never[]) => unknown
      ? Message & {
          /** What it is: the name of the method that sends it, without "send". */
          kind: Uncapitalize<Kind>;
        }
      : never
    : never;
}[Exclude<Extract<keyof Class, `send${string}`>, "sendMany">];

/** A message of a list for WhatsApp: its `kind`, such as `"document"`, and the parameters of its method, here `sendDocument`. */
export type WhatsAppMessage = Listed<WhatsApp>;

/** A message of a list for Telegram: its `kind`, such as `"voiceNote"`, and the parameters of its method, here `sendVoiceNote`. */
export type TelegramMessage = Listed<Telegram>;

/** How far a list is: messages that have an outcome. */
export interface ManyProgress {
  /** How many were queued. */
  queued: number;
  /** How many were not. */
  failed: number;
}

/** Options of a list. Those of a call hold for each of its calls; `signal` ends the list, too. */
export interface ManyOptions<Message> extends CallOptions {
  /** How many messages are under way at once, 1 or more. Default: 8. The configuration's `maxConcurrency` holds, too. */
  concurrency?: number | undefined;
  /** How many messages may begin in a second, more than 0; 0.5 is one in two seconds. Default: as many as can. */
  perSecond?: number | undefined;
  /** How many ms are at least between the beginnings of two messages to one recipient, more than 0. Default: none. */
  minIntervalPerRecipient?: number | undefined;
  /** Whether outcomes come in the order of the messages. Default: false, as they end. */
  ordered?: boolean | undefined;
  /** Told after each message how far the list is. */
  onProgress?: ((progress: ManyProgress) => void) | undefined;
  /** What an outcome is to be known by. Default: the message's place in the list, as text. */
  key?: ((message: Message, index: number) => string) | undefined;
  /**
   * The path of a file (in Node, Deno and Bun), or a {@link Ledger}, that notes what becomes of each message by its key, so
   * that a list which was cut off, even by `kill -9`, goes on where it stopped: what was queued is not sent again, and what
   * was under way is told as an {@link InterruptedError} with `delivery: "unknown"`, unless `retryUnknown` is set. A key
   * stands for one message: for another one it is refused. Default: none.
   */
  ledger?: string | Ledger | undefined;
}

/** What became of a message of a list. */
export type SendOutcome =
  | {
      /** Its place in the list, from 0. */
      index: number;
      /** What `key` gave for it. */
      key: string;
      /** It was queued. */
      status: "queued";
      /** Its id. */
      id: string;
      /** It was sent by an earlier run, as the ledger says. */
      earlier?: true;
    }
  | {
      /** Its place in the list, from 0. */
      index: number;
      /** What `key` gave for it. */
      key: string;
      /** It was not queued, as far as is known. */
      status: "failed";
      /** Why. */
      error: WhatsMateError;
      /** Whether that is certain: after `"not-sent"` it is safe to send it again. */
      delivery: "not-sent" | "unknown";
    };

// Without this, the types above that are not marked as exported would be.
export {};
