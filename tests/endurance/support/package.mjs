import { pathToFileURL } from "node:url";
import { join, resolve } from "node:path";

// Variables of the machine that runs the tests must not decide a test.
for (const name of ["WHATSMATE_CLIENT_ID", "WHATSMATE_CLIENT_SECRET", "WHATSMATE_BASE_URL"]) delete process.env[name];

let exported;
const Instance = WebAssembly.Instance;
// The package keeps its instance to itself, and its memory can not be seen from without otherwise.
WebAssembly.Instance = new Proxy(Instance, {
  construct(target, given) {
    const instance = new target(...given);
    exported = instance.exports;
    return instance;
  },
});

// Its glue keeps the values of JavaScript that the wasm holds in a list of its own.
const PLACES = 1_024;
let places;
const List = Array;
globalThis.Array = new Proxy(List, {
  construct(target, given) {
    const made = new target(...given);
    if (given[0] === PLACES) places = made;
    return made;
  },
});

const folder = process.env.TEST_PACKAGE;

/** The built package, or the one in the folder that the variable TEST_PACKAGE names. */
export const whatsmate = await import(
  folder ? pathToFileURL(join(resolve(folder), "index.js")) : new URL("../../../pkg/index.js", import.meta.url)
);
globalThis.Array = List;

export const CREDENTIALS = { clientId: "client@example.com", clientSecret: "canary-secret-0123456789" };

// Those of wasm-bindgen itself lie before.
const FIRST_VALUE = PLACES + 4;

/** What the wasm holds: its memory in bytes, and how many values of JavaScript, each in a place of its own. */
export function held() {
  // A free place has the number of the next free one.
  const values = places.slice(FIRST_VALUE).filter((value) => typeof value !== "number").length;
  return { wasm: exported.memory.buffer.byteLength, values };
}
