// For workerd, which compiles no bytes, but imports a module of them.
import { provide } from "./loader.js";
import wasm from "./whatsmate.wasm";

export const { Media, PdfToText, Telegram, Translation, WhatsApp, WhatsMate } = provide(() => wasm);
export * from "./errors.js";
