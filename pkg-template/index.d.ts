import type { WhatsMateConfig } from "./config.js";
import type { PdfToText } from "./pdf.js";
import type { Telegram } from "./telegram.js";
import type { Translation } from "./translation.js";
import type { WhatsApp } from "./whatsapp.js";

/**
 * One account: its messengers, translation and PDF to text, which share a limit of requests under way at once.
 *
 * @example
 * const whatsmate = new WhatsMate({ clientId: "you@example.com", clientSecret: "your secret" });
 * await whatsmate.whatsapp(1).sendText({ number: "12025550123", message: "Hello" });
 */
export class WhatsMate {
  /**
   * Makes a client. Nothing is sent.
   *
   * @throws {InvalidInputError} an option is wrong or unknown, or a credential is missing; `field` is `"config.…"`
   * @throws {WasmUnavailableError} the host forbids WebAssembly
   */
  constructor(config?: WhatsMateConfig);
  /**
   * A WhatsApp gateway.
   *
   * @param instance its number, a safe integer of 1 or more
   * @throws {InvalidInputError} it is none; `field` is `"instance"`
   * @example
   * const whatsapp = whatsmate.whatsapp(1);
   */
  whatsapp(instance: number): WhatsApp;
  /**
   * A Telegram gateway.
   *
   * @param instance its number, a safe integer of 1 or more
   * @throws {InvalidInputError} it is none; `field` is `"instance"`
   * @example
   * const telegram = whatsmate.telegram(1);
   */
  telegram(instance: number): Telegram;
  /** Translation. */
  readonly translation: Translation;
  /** PDF to text. */
  readonly pdf: PdfToText;
}

export type { WhatsMateConfig, WhatsMateEvent } from "./config.js";
export type { NamedGroup, QueuedMessage, Recipient } from "./message.js";
export type { CallOptions, UploadOptions } from "./options.js";
export * from "./errors.js";
export * from "./media.js";
export * from "./pdf.js";
export * from "./telegram.js";
export * from "./translation.js";
export * from "./whatsapp.js";
