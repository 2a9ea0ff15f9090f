// How the wasm of whatsmate/slim gets there.
import * as glue from "./glue.js";
import { isModule, isProvided, provide, unavailable } from "./loader.js";

/** What every wasm begins with. */
const MAGIC = "\0asm";

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
    const given = (await source) ?? beside(usual);
    const module = isModule(given) ? given : await compile(...(await read(given, get)));
    const imports = WebAssembly.Module.imports(module);
    const isOurs = imports.length > 0 && imports.every(({ name }) => name in glue);
    if (!isOurs) throw new Error("this is not the wasm that belongs to this version of whatsmate");
    provide(() => module);
  };

/** A bundle that is no ES module does not know where it is. */
function beside(usual) {
  try {
    return usual();
  } catch {
    throw new Error("where whatsmate.wasm is can not be told from here: give its address to init");
  }
}

/** The bytes of what was given, of whatever realm, and where they are from. */
async function read(source, get) {
  const address = typeof source === "string" ? source : source.href;
  const found = address === undefined ? source : await get(address);
  const from = address ?? found.url ?? "what was given";
  if (found.ok === false) throw new Error(`${from} answered ${found.status}`);
  return [typeof found.arrayBuffer === "function" ? await found.arrayBuffer() : found, from];
}

async function compile(bytes, from) {
  const [buffer, start, length] = ArrayBuffer.isView(bytes) ? [bytes.buffer, bytes.byteOffset, bytes.byteLength] : [bytes, 0, bytes.byteLength];
  const beginning = new Uint8Array(buffer, start, Math.min(length, MAGIC.length));
  if (String.fromCharCode(...beginning) !== MAGIC) throw new Error(`${from} is no wasm`);
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw unavailable(cause);
  }
}
