/**
 * The client, with the wasm inside: nothing has to be loaded first.
 *
 * @module whatsmate
 */
import type { WhatsMateConfig } from "./config.js";
import type { PdfToText } from "./pdf.js";
import type { Telegram } from "./telegram.js";
import type { Translation } from "./translation.js";
import type { WhatsApp } from "./whatsapp.js";

/**
 * One account: its messengers, translation and PDF to text, which share a limit of requests under way at once.
 *
 * @example
 * ```ts
 * import { WhatsMate } from "whatsmate";
 *
 * const whatsmate = new WhatsMate({ clientId: "you@example.com", clientSecret: "your secret" });
 * await whatsmate.whatsapp(1).sendText({ number: "12025550101", message: "Hello" });
 * ```
 */
export class WhatsMate {
  /**
   * Makes a client. Nothing is sent, so wrong credentials are not found here.
   *
   * @param config how to reach the API; without it the credentials are those of the environment
   * @throws {@link InvalidInputError} an option is wrong or unknown, or a credential is missing; `field` is `"config.…"`
   * @throws {@link WasmUnavailableError} the host forbids WebAssembly
   */
  constructor(config?: WhatsMateConfig);
  /**
   * A WhatsApp gateway. Nothing is sent, so a number that is not yours is found by the first call.
   *
   * @param instance its number, a safe integer of 1 or more
   * @returns the gateway, with the configuration of this client
   * @throws {@link InvalidInputError} it is no such number; `field` is `"instance"`
   * @example
   * ```ts
   * const whatsapp = whatsmate.whatsapp(1);
   * await whatsapp.sendText({ number: "12025550101", message: "Hello" });
   * ```
   */
  whatsapp(instance: number): WhatsApp;
  /**
   * A Telegram gateway. Nothing is sent, so a number that is not yours is found by the first call.
   *
   * @param instance its number, a safe integer of 1 or more
   * @returns the gateway, with the configuration of this client
   * @throws {@link InvalidInputError} it is no such number; `field` is `"instance"`
   * @example
   * ```ts
   * const telegram = whatsmate.telegram(1);
   * await telegram.sendText({ number: "12025550101", message: "Hello" });
   * ```
   */
  telegram(instance: number): Telegram;
  /** Translation, with the configuration of this client. */
  readonly translation: Translation;
  /** PDF to text, with the configuration of this client. */
  readonly pdf: PdfToText;
}

export type { WhatsMateConfig, WhatsMateEvent } from "./config.js";
export type { ManyOptions, ManyProgress, SendOutcome, TelegramMessage, WhatsAppMessage } from "./many.js";
export type { NamedGroup, QueuedMessage, Recipient } from "./message.js";
export type { CallOptions, UploadOptions } from "./options.js";
export * from "./errors.js";
export * from "./failure.js";
export * from "./media.js";
export * from "./pdf.js";
export * from "./telegram.js";
export * from "./translation.js";
export * from "./whatsapp.js";
