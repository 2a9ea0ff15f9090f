import * as glue from "./glue.js";
import { isProvided, provide } from "./loader.js";

/**
 * Fetches and compiles the wasm. Once is enough; later calls do nothing.
 *
 * @param source where it is: a URL, a Response, its bytes or a compiled module, or a promise of one of them; by default
 *   `whatsmate.wasm` beside this file
 */
export async function init(source = new URL("./whatsmate.wasm", import.meta.url)) {
  if (isProvided()) return;
  const module = await compile(await source);
  provide(() => module);
}

async function compile(source) {
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source !== "string" && !(source instanceof URL)) {
    return WebAssembly.compile(typeof source.arrayBuffer === "function" ? await source.arrayBuffer() : source);
  }
  // Node's fetch reads no files.
  if (String(source).startsWith("file:")) {
    const { readFile } = await import("node:fs/promises");
    return WebAssembly.compile(await readFile(new URL(source)));
  }
  const response = await fetch(source);
  if (!response.ok) throw new Error(`${source} answered ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

export const { Media, PdfToText, Telegram, Translation, WhatsApp, WhatsMate } = glue;
export {
  AbortError,
  ApiError,
  AuthenticationError,
  ConnectionError,
  InvalidInputError,
  JobFailedError,
  JobNotReadyError,
  QuotaExceededError,
  RateLimitError,
  TimeoutError,
  UnexpectedResponseError,
  WasmUnavailableError,
  WhatsMateError,
  isWhatsMateError,
} from "./errors.js";
