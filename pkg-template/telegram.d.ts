import type { WhatsMateConfig } from "./config.js";
import type { MediaInput } from "./media.js";
import type { Captioned, Named, QueuedMessage, Recipient } from "./message.js";
import type { CallOptions, UploadOptions } from "./options.js";

/**
 * One Telegram gateway: see {@link WhatsMate.telegram}. Every call to a group takes its `groupAdmin`.
 *
 * @example
 * const telegram = new Telegram({ clientId: "you@example.com", clientSecret: "your secret", instance: 1 });
 */
export class Telegram {
  /**
   * Makes a gateway that stands alone.
   *
   * @throws {InvalidInputError} an option is wrong, unknown or missing; `field` is `"config.…"`
   * @throws {WasmUnavailableError} the host forbids WebAssembly
   */
  constructor(config: WhatsMateConfig & { instance: number });
  /** The gateway's number. */
  readonly instance: number;
  /**
   * Sends a text.
   *
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError}, {@link ApiError} or one of its kinds ({@link AuthenticationError},
   *   {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError}, {@link ConnectionError},
   *   {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * await telegram.sendText({ number: "12025550123", message: "Hello" });
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
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError} (a file that can not be read is one, too), {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * await telegram.sendImage({ number: "12025550123", image: await openAsBlob("photo.jpg") });
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
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError} (a file that can not be read is one, too), {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * const report = await openAsBlob("report.pdf");
   * await telegram.sendDocument({ number: "12025550123", document: report, filename: "report.pdf" });
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
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError} (a file that can not be read is one, too), {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * await telegram.sendAudio({ number: "12025550123", audio: await openAsBlob("jingle.mp3"), filename: "jingle.mp3" });
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
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError} (a file that can not be read is one, too), {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * const note = await openAsBlob("voice-note.opus");
   * await telegram.sendVoiceNote({ number: "12025550123", voiceNote: note, filename: "voice-note.opus" });
   */
  sendVoiceNote(
    message: Recipient &
      Named & {
        /** The recording, at most 3 MB after base64 (documented limit): 2,359,296 bytes, a MB being 2^20. */
        voiceNote: MediaInput;
      },
    options?: UploadOptions,
  ): Promise<QueuedMessage>;
}
