import type { WhatsMateConfig } from "./config.js";
import type { URL } from "./host.js";
import type { MediaInput } from "./media.js";
import type { Captioned, Named, NamedGroup, QueuedMessage, Recipient } from "./message.js";
import type { CallOptions, UploadOptions } from "./options.js";

/**
 * One WhatsApp gateway: see {@link WhatsMate.whatsapp}.
 *
 * @example
 * const whatsapp = new WhatsApp({ clientId: "you@example.com", clientSecret: "your secret", instance: 1 });
 */
export class WhatsApp {
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
   * await whatsapp.sendText({ number: "+1 202-555-0123", message: "Hello" });
   * await whatsapp.sendText({ groupName: "Neighbours", groupAdmin: "12025550199", message: "Hello" });
   */
  sendText(
    message: Recipient & {
      /** The text, 1 to 900 characters (documented limit). */
      message: string;
    },
    options?: CallOptions,
  ): Promise<QueuedMessage>;
  /**
   * Sends a link.
   *
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError}, {@link ApiError} or one of its kinds ({@link AuthenticationError},
   *   {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError}, {@link ConnectionError},
   *   {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * await whatsapp.sendUrl({ number: "12025550123", url: "https://example.com/menu" });
   */
  sendUrl(
    message: Recipient & {
      /** The link, 1 to 900 characters (documented limit). A string is sent as it is, a URL as its `href`. */
      url: string | URL;
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
   * await whatsapp.sendImage({ number: "12025550123", image: await openAsBlob("photo.jpg"), caption: "The lake" });
   */
  sendImage(
    message: NamedGroup &
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
   * await whatsapp.sendDocument({ groupName: "Neighbours", document: report, filename: "report.pdf" });
   */
  sendDocument(
    message: NamedGroup &
      Named & {
        /** The document, at most 9 MB after base64 (documented limit): 7,077,888 bytes, a MB being 2^20. */
        document: MediaInput;
      },
    options?: UploadOptions,
  ): Promise<QueuedMessage>;
}
