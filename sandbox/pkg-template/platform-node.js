// What Node, Deno and Bun need: the wasm comes from the disk, threads are worker threads.
import { readFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";

/** Reads and compiles the wasm module. */
export async function compile() {
  return WebAssembly.compile(await readFile(new URL("./sandbox_bg.wasm", import.meta.url)));
}

/**
 * Starts a thread that reads one PDF, see extract.js.
 *
 * @param {{ module: WebAssembly.Module, bytes: Uint8Array }} task
 * @param {(result: { text: string } | { fault: string }) => void} done
 * @returns {() => void} Ends the thread.
 */
export function spawn(task, done) {
  const worker = new Worker(new URL("./worker-node.js", import.meta.url), {
    workerData: task,
    execArgv: [], // flags of the host, such as --input-type, make a worker fail
  });
  worker.once("message", done);
  worker.once("error", (error) => done({ fault: error.message }));
  return () => void worker.terminate();
}
