// What a page or web worker needs: the wasm comes by fetch, threads are web workers.

/** Fetches and compiles the wasm module. */
export async function compile() {
  const url = new URL("./sandbox_bg.wasm", import.meta.url);
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`whatsmate-sandbox: ${url} answers ${response.status}`);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Starts a thread that reads one PDF, see extract.js.
 *
 * @param {{ module: WebAssembly.Module, bytes: Uint8Array }} task
 * @param {(result: { text: string } | { fault: string }) => void} done
 * @returns {() => void} Ends the thread.
 */
export function spawn(task, done) {
  const worker = new Worker(new URL("./worker-web.js", import.meta.url), { type: "module" });
  worker.onmessage = (event) => done(event.data);
  worker.onerror = (event) => done({ fault: event.message });
  worker.postMessage(task);
  return () => worker.terminate();
}
