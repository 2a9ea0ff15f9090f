export * from "./index.js";

/** What a fetch answers, as far as `init` looks at it. */
export interface WasmResponse {
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Where the wasm may come from: its address, what fetch answered for it, its bytes, or a compiled `WebAssembly.Module`. */
export type WasmSource = string | { readonly href: string } | WasmResponse | ArrayBuffer | ArrayBufferView | object;

/**
 * Loads the wasm. Has to have ended before anything else is used; once is enough, later calls do nothing.
 *
 * @param source where it is; by default `whatsmate.wasm` beside this file
 * @throws {Error} if it can not be fetched or is no wasm
 * @example
 * import { init, WhatsMate } from "whatsmate/slim";
 * await init(new URL("/assets/whatsmate.wasm", location.href));
 */
export function init(source?: WasmSource | Promise<WasmSource>): Promise<void>;
