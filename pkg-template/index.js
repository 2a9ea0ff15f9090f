import { provide } from "./loader.js";
import { base64 } from "./wasm-inline.js";

// An indexed loop: `Uint8Array.from(text, f)` takes ten times as long.
function decode() {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

// Taken from a call, and not exported from the glue directly: bundlers would drop the call as a side effect.
export const { Media, PdfToText, Telegram, Translation, WhatsApp, WhatsMate } = provide(decode);
export * from "./errors.js";
