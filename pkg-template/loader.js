// Brings the wasm to life at its first use, so that nobody has to call an init function. Until then the glue holds a
// proxy in its place. The alternative, top-level await, is not taken: CommonJS, service workers and many bundlers know
// none.
import { WasmUnavailableError } from "./errors.js";
import * as glue from "./glue.js";

let wasm;
let source;

/**
 * Says where the wasm comes from, if nobody has said so before.
 *
 * @param {() => BufferSource | WebAssembly.Module} give called once, at the first use
 * @returns the glue's classes
 */
export function provide(give) {
  source ??= give;
  return glue;
}

/** Whether somebody has said where the wasm comes from. */
export function isProvided() {
  return source !== undefined;
}

/** Whether it is a compiled module, of whatever realm. */
export const isModule = (given) => Object.prototype.toString.call(given) === "[object WebAssembly.Module]";

function load() {
  if (wasm) return wasm;
  if (!source) throw new WasmUnavailableError("whatsmate/slim needs `await init()` before anything else", {});
  try {
    const given = source();
    const module = isModule(given) ? given : new WebAssembly.Module(given);
    // By the name that the glue has from wasm-bindgen.
    wasm = new WebAssembly.Instance(module, { "./whatsmate_bg.js": glue }).exports;
    glue.__wbg_set_wasm(wasm);
    return wasm;
  } catch (cause) {
    throw unavailable(cause);
  }
}

/** The error of a host that runs no wasm. */
export function unavailable(cause) {
  const hint = "a page with a Content-Security-Policy needs 'wasm-unsafe-eval' in script-src";
  return new WasmUnavailableError(`WebAssembly is not available here: ${cause?.message ?? cause} (${hint})`, {}, cause);
}

glue.__wbg_set_wasm(new Proxy({}, { get: (_, name) => load()[name] }));
