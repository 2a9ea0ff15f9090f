import { start } from "./instance.js";

/**
 * Reads one PDF, in a thread that is thrown away afterwards: a hostile PDF can break the reader or keep it busy for
 * ever, and the thread takes both with it.
 *
 * @param {{ module: WebAssembly.Module, bytes: Uint8Array }} task
 * @returns {Promise<{ text: string } | { fault: string }>}
 */
export async function extract({ module, bytes }) {
  const { extractText } = await start(module);
  try {
    return { text: extractText(bytes) };
  } catch (fault) {
    // A string comes from the reader; anything else is a trap: the reader panicked or ran out of stack or memory.
    return { fault: typeof fault === "string" ? fault : "bad PDF: the reader gave up" };
  }
}
