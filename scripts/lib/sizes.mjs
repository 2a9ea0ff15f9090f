import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const GLUE = ["pkg/glue.js", "pkg/loader.js", "pkg/errors.js", "pkg/once.js", "pkg/outside.js", "pkg/exchange.js"];

/** What a user of each entry downloads. */
const PARTS = {
  "whatsmate/slim (wasm and JS)": ["pkg/whatsmate.wasm", "pkg/slim.js", ...GLUE],
  "whatsmate (wasm inlined)": ["pkg/index.js", "pkg/wasm-inline.js", ...GLUE],
  "whatsmate.wasm alone": ["pkg/whatsmate.wasm"],
  "whatsmate-sandbox (wasm and JS)": ["sandbox/pkg/sandbox_bg.wasm", "sandbox/pkg/sandbox_bg.js", "sandbox/pkg/index.js"],
};

/**
 * Prints raw and compressed sizes of what was built, each file compressed for itself as a server would.
 * @param {string} root the repository's root folder
 */
export async function printSizes(root) {
  const kB = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
  console.log(`\n${"size in kB".padEnd(34)}      raw     gzip   brotli`);
  for (const [name, files] of Object.entries(PARTS)) {
    const contents = await Promise.all(files.map((file) => readFile(join(root, file))));
    const total = (compress) => contents.reduce((sum, content) => sum + compress(content).length, 0);
    const brotli = (content) =>
      brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } });
    console.log(name.padEnd(34), kB(total((content) => content)), kB(total((c) => gzipSync(c, { level: 9 }))), kB(total(brotli)));
  }
}
