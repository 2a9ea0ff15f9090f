// Leaks what the module's address asks for: `leaks.mjs?strings`, say.
const what = new URL(import.meta.url).search.slice(1);
const kept = [];

/** Changes what the package finds in its wasm. */
function change(alter) {
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(target, given) {
      const { exports } = new target(...given);
      return { exports: { ...exports, ...alter(exports) } };
    },
  });
}

const LEAKS = {
  strings: () =>
    change(({ __wbindgen_malloc: malloc }) => ({
      __wbindgen_malloc: (size, align) => (malloc(16, 1), malloc(size, align)),
    })),
  values: () =>
    change(({ whatsapp_sendImage: send, __externref_table_alloc: take, __wbindgen_externrefs: places }) => ({
      whatsapp_sendImage: (...given) => (places.set(take(), {}), send(...given)),
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
