// whatsmate/slim where fetch reads no files. A module of its own, so that bundles for pages meet no API of Node.
import { readFile } from "node:fs/promises";
import { initBy } from "./init.js";

export const init = initBy(
  () => new URL("./whatsmate.wasm", import.meta.url),
  (address) => (address.startsWith("file:") ? readFile(new URL(address)) : fetch(address)),
);

export { Media, PdfToText, Telegram, Translation, WhatsApp, WhatsMate } from "./slim.js";
export * from "./errors.js";
