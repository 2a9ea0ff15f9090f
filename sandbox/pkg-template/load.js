import { start } from "./instance.js";

let loading;

/** The wasm module, its instance for this thread, and how to start other threads: once for all sandboxes. */
export function load() {
  loading ??= loadOnce().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function loadOnce() {
  // Node, Deno and Bun. Bundlers leave this import alone, so that the bundle of a page meets no Node API.
  const platform = globalThis.process?.versions?.node
    ? await import(/* webpackIgnore: true */ /* @vite-ignore */ "./platform-node.js")
    : await import("./platform-web.js");
  const module = await platform.compile();
  return { module, glue: await start(module), spawn: platform.spawn };
}
