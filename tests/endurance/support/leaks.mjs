// Leaks what the module's address asks for: `leaks.mjs?strings`, say.
const what = new URL(import.meta.url).search.slice(1);
const kept = [];

/** Where the glue keeps `undefined`. */
const UNDEFINED = 1_024;

/** Changes what the package finds in its wasm; `alter` is given that, and what the wasm finds in the package. */
function change(alter) {
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(target, given) {
      const { exports } = new target(...given);
      return { exports: { ...exports, ...alter(exports, ...Object.values(given[1])) } };
    },
  });
}

const LEAKS = {
  strings: () =>
    // wasm-bindgen's malloc, which it names like this.
    change(({ __wbindgen_export: malloc }) => ({
      __wbindgen_export: (size, align) => (malloc(16, 1), malloc(size, align)),
    })),
  values: () =>
    change(({ whatsapp_sendImage: send }, { __wbindgen_object_clone_ref: clone }) => ({
      whatsapp_sendImage: (...given) => (clone(UNDEFINED), send(...given)),
    })),
  controllers: () => {
    const { AbortController } = globalThis;
    globalThis.AbortController = class extends AbortController {
      constructor(...given) {
        super(...given);
        kept.push(this);
      }
    };
  },
  clients: () => change(() => ({ __wbg_whatsapp_free() {}, __wbg_whatsmate_free() {} })),
};

LEAKS[what]();
