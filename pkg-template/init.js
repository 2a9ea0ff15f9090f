// How the wasm of whatsmate/slim gets there.
import { isModule, isProvided, provide } from "./loader.js";

/**
 * Makes an `init`.
 *
 * @param {() => URL} usual where the wasm is unless it is said. Each entry says that itself: bundlers see by its words that
 *   the file is needed.
 * @param {(address: string) => Promise<Response | BufferSource>} get gets what lies at an address
 */
export const initBy = (usual, get) =>
  async function init(source) {
    if (isProvided()) return;
    const module = await compile((await source) ?? usual(), get);
    provide(() => module);
  };

/** Of whatever realm, so nothing is asked for its class. */
async function compile(source, get) {
  if (isModule(source)) return source;
  const address = typeof source === "string" ? source : source.href;
  const found = address === undefined ? source : await get(address);
  if (found.ok === false) throw new Error(`${found.url} answered ${found.status}`);
  return WebAssembly.compile(typeof found.arrayBuffer === "function" ? await found.arrayBuffer() : found);
}
