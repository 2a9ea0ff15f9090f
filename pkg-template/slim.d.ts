/**
 * The same as `whatsmate` without the wasm inside, for those who serve it themselves: it is loaded by {@link init}.
 *
 * @module whatsmate/slim
 */
export * from "./index.js";

/** An address: a `URL` is one, of whichever library. */
export interface WasmAddress {
  /** The address itself. */
  readonly href: string;
  /** Its scheme and a colon. */
  readonly protocol: string;
  /** Its query. Not looked at, but nothing else than a URL has one. */
  readonly searchParams: object;
}

/** What fetch answers, as far as `init` looks at it. One whose `ok` is false is an error. */
export interface WasmResponse {
  /** Whether its status is one of success. */
  readonly ok?: boolean;
  /** Its bytes. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * A compiled `WebAssembly.Module`: an object without properties. Only lib.dom has a type of that name, and that one takes
 * everything; this one refuses values of any other kind.
 */
export interface WasmModule {
  /** Nothing: what has one is a promise. */
  readonly then?: undefined;
}

/** Where the wasm may come from: its address, what fetch answered for it, its bytes, or a compiled module. */
export type WasmSource = string | WasmAddress | WasmResponse | ArrayBuffer | ArrayBufferView | WasmModule;

/**
 * Loads the wasm. It has to have ended before anything else is used. Once is enough: later calls do nothing, and neither
 * does it where `whatsmate` itself was imported, whose wasm then serves both.
 *
 * @param source where it is, or a promise of that; by default `whatsmate.wasm` beside this file or the bundle;
 *   a bundle for pages that is no ES module does not know where it is
 * @returns a promise that is fulfilled once the wasm can be used
 * @throws WasmUnavailableError if the host forbids WebAssembly; `Error`, some of them as the host throws it, if the wasm can
 *   not be fetched, is none, or is not that of this version
 * @example
 * ```ts page
 * import { init, WhatsMate } from "whatsmate/slim";
 *
 * await init(new URL("/assets/whatsmate.wasm", location.href));
 * const whatsmate = new WhatsMate({ baseUrl: "/relay" });
 * ```
 */
export function init(source?: WasmSource | Promise<WasmSource>): Promise<void>;
