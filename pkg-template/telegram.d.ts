import type { WhatsMateConfig } from "./config.js";
import type { ManyOptions, SendOutcome, TelegramMessage } from "./many.js";
import type { MediaInput } from "./media.js";
import type { Captioned, Named, QueuedMessage, Recipient } from "./message.js";
import type { CallOptions, UploadOptions } from "./options.js";

/**
 * One Telegram gateway: see {@link WhatsMate.telegram}. Every call to a group takes its `groupAdmin`.
 *
 * The API takes a send that is repeated for a second message. So one is repeated only where it is certain that nothing was
 * queued, unless {@link WhatsMateConfig.retryUnknown} is set.
 *
 * @example
 * ```ts
 * import { Telegram } from "whatsmate";
 *
 * const telegram = new Telegram({ clientId: "you@example.com", clientSecret: "your secret", instance: 1 });
 * await telegram.sendText({ number: "12025550101", message: "Hello" });
 * ```
 */
export class Telegram {
  /**
   * Makes a gateway that stands alone, with a limit of its own of requests under way at once. Nothing is sent.
   *
   * @param config as for {@link WhatsMate}, and the gateway's number
   * @throws {@link InvalidInputError} an option is wrong, unknown or missing; `field` is `"config.…"`
   * @throws {@link WasmUnavailableError} the host forbids WebAssembly
   */
  constructor(
    config: WhatsMateConfig & {
      /** The gateway's number, a safe integer of 1 or more. */
      instance: number;
    },
  );
  /** The gateway's number, as it was given. */
  readonly instance: number;
  /**
   * Sends a text.
   *
   * @param message who gets it, and the text
   * @param options what holds for this call alone: its signal, its bounds in time, its retries
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError}, {@link ApiError} or one of its kinds ({@link AuthenticationError},
   *   {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError}, {@link ConnectionError},
   *   {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * ```ts
   * await telegram.sendText({ number: "12025550101", message: "Hello" });
   * ```
   */
  sendText(
    message: Recipient & {
      /** The text, 1 to 900 characters (documented limit). */
      message: string;
    },
    options?: CallOptions,
  ): Promise<QueuedMessage>;
  /**
   * Sends a picture.
   *
   * @param message who gets it, and the picture
   * @param options what holds for this call alone: its signal, its bounds in time, its retries, and who is told of progress
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError} (a file that can not be read is one, too), {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * ```ts
   * import { openAsBlob } from "node:fs";
   *
   * await telegram.sendImage({ number: "12025550101", image: await openAsBlob("photo.jpg") });
   * ```
   */
  sendImage(
    message: Recipient &
      Captioned & {
        /** The picture, at most 6 MB after base64 (documented limit): 4,718,592 bytes, a MB being 2^20. */
        image: MediaInput;
      },
    options?: UploadOptions,
  ): Promise<QueuedMessage>;
  /**
   * Sends a document.
   *
   * @param message who gets it, and the document
   * @param options what holds for this call alone: its signal, its bounds in time, its retries, and who is told of progress
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError} (a file that can not be read is one, too), {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * ```ts
   * import { openAsBlob } from "node:fs";
   *
   * const report = await openAsBlob("report.pdf");
   * await telegram.sendDocument({ number: "12025550101", document: report, filename: "report.pdf" });
   * ```
   */
  sendDocument(
    message: Recipient &
      Named & {
        /** The document, at most 9 MB after base64 (documented limit): 7,077,888 bytes, a MB being 2^20. */
        document: MediaInput;
      },
    options?: UploadOptions,
  ): Promise<QueuedMessage>;
  /**
   * Sends an audio file, which is shown as music.
   *
   * @param message who gets it, and the recording
   * @param options what holds for this call alone: its signal, its bounds in time, its retries, and who is told of progress
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError} (a file that can not be read is one, too), {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * ```ts
   * import { openAsBlob } from "node:fs";
   *
   * await telegram.sendAudio({ number: "12025550101", audio: await openAsBlob("jingle.mp3"), filename: "jingle.mp3" });
   * ```
   */
  sendAudio(
    message: Recipient &
      Named & {
        /** The recording, at most 3 MB after base64 (documented limit): 2,359,296 bytes, a MB being 2^20. */
        audio: MediaInput;
      },
    options?: UploadOptions,
  ): Promise<QueuedMessage>;
  /**
   * Sends a voice note.
   *
   * @param message who gets it, and the recording
   * @param options what holds for this call alone: its signal, its bounds in time, its retries, and who is told of progress
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError} (a file that can not be read is one, too), {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * ```ts
   * import { openAsBlob } from "node:fs";
   *
   * const note = await openAsBlob("voice-note.opus");
   * await telegram.sendVoiceNote({ number: "12025550101", voiceNote: note, filename: "voice-note.opus" });
   * ```
   */
  sendVoiceNote(
    message: Recipient &
      Named & {
        /** The recording, at most 3 MB after base64 (documented limit): 2,359,296 bytes, a MB being 2^20. */
        voiceNote: MediaInput;
      },
    options?: UploadOptions,
  ): Promise<QueuedMessage>;
  /**
   * Sends a list: some messages at once, read no faster than they are sent, in memory that does not grow with the list.
   * Messages to one recipient keep their order. A file that several messages have is encoded once, so the bytes of one must
   * not change while the list is sent.
   *
   * Nothing is sent before the first outcome is asked for. Who leaves the loop early waits for what is under way; no more
   * is read then, nor once the signal has fired, and each message that was read has its outcome.
   *
   * @param messages an array, or any iterable or async iterable of messages: each has a `kind` and its method's parameters
   * @param options how fast, in which order, until when
   * @returns an outcome for each message. Never an error because of one message, but one of your iterable's own, or
   *   {@link InvalidInputError}, if there is no list or an option is wrong
   * @example
   * ```ts
   * const list = ["12025550101", "12025550102"].map((number) => ({ kind: "text" as const, number, message: "Hello" }));
   * for await (const outcome of telegram.sendMany(list, { perSecond: 5 })) {
   *   if (outcome.status === "failed") console.error(outcome.index, outcome.delivery, outcome.error.message);
   * }
   * ```
   */
  sendMany(
    messages: Iterable<TelegramMessage> | AsyncIterable<TelegramMessage>,
    options?: ManyOptions<TelegramMessage>,
  ): AsyncGenerator<SendOutcome, void, undefined>;
}
