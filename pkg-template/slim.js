import * as glue from "./glue.js";
import { isModule, isProvided, provide } from "./loader.js";

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

/** Of whatever realm, so nothing is asked for its class. */
async function compile(source) {
  if (isModule(source)) return source;
  const address = typeof source === "string" ? source : source.href;
  if (address === undefined) return compileBytes(source);
  // Node's fetch reads no files.
  if (address.startsWith("file:")) {
    const { readFile } = await import("node:fs/promises");
    return WebAssembly.compile(await readFile(new URL(address)));
  }
  return compileBytes(await fetch(address));
}

async function compileBytes(source) {
  if (source.ok === false) throw new Error(`${source.url} answered ${source.status}`);
  return WebAssembly.compile(typeof source.arrayBuffer === "function" ? await source.arrayBuffer() : source);
}

export const { Media, PdfToText, Telegram, Translation, WhatsApp, WhatsMate } = glue;
export * from "./errors.js";
