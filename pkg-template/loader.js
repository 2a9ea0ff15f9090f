// Brings the wasm to life at its first use, so that nobody has to call an init function. Until then the glue holds a
// proxy in its place. The alternative, top-level await, is not taken: CommonJS, service workers and many bundlers know
// none.
import * as client from "./client.js";
import { WasmUnavailableError } from "./errors.js";
import * as glue from "./glue.js";
import * as media from "./media.js";

/** What the wasm imports of our own, by the names of the files. */
const OWN = { client, media };

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
    const instance = new WebAssembly.Instance(module, imports(module));
    glue.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start();
    wasm = instance.exports;
    return wasm;
  } catch (cause) {
    const hint = "a page with a Content-Security-Policy needs 'wasm-unsafe-eval' in script-src";
    throw new WasmUnavailableError(`WebAssembly is not available here: ${cause?.message ?? cause} (${hint})`, {}, cause);
  }
}

// What needs no conversion is imported past the glue, from the place where wasm-bindgen has seen it.
function imports(module) {
  const names = WebAssembly.Module.imports(module).map(({ module: name }) => name);
  return Object.fromEntries(names.map((name) => [name, OWN[/(\w+)\.js$/.exec(name)?.[1]] ?? glue]));
}

glue.__wbg_set_wasm(new Proxy({}, { get: (_, name) => load()[name] }));
