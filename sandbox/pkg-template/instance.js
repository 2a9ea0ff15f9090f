import * as glue from "./sandbox_bg.js";

/**
 * Makes an instance of the wasm module and hands it to the glue, which serves one instance for each thread.
 *
 * @param {WebAssembly.Module} module
 */
export async function start(module) {
  const instance = await WebAssembly.instantiate(module, { "./sandbox_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  return glue;
}
