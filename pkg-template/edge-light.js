// For Vercel's edge, which compiles no bytes, but imports a module of them under this name.
import { provide } from "./loader.js";
import wasm from "./whatsmate.wasm?module";

export const { Media, PdfToText, Telegram, Translation, WhatsApp, WhatsMate } = provide(() => wasm);
export * from "./errors.js";
