import * as glue from "./glue.js";
import { initBy } from "./init.js";

export const init = initBy(
  () => new URL("./whatsmate.wasm", import.meta.url),
  (address) => fetch(address),
);

export const { Media, PdfToText, Telegram, Translation, WhatsApp, WhatsMate } = glue;
export * from "./errors.js";
