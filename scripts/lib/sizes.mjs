import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** What a user of each entry downloads: an entry, bundled, and files beside it. */
const PARTS = {
  "whatsmate/slim (wasm and JS)": { entry: "pkg/slim.js", files: ["pkg/whatsmate.wasm"] },
  "whatsmate (wasm inlined)": { entry: "pkg/index.js", files: [] },
  "whatsmate.wasm alone": { files: ["pkg/whatsmate.wasm"] },
  "whatsmate-sandbox (wasm and JS)": { files: ["sandbox/pkg/sandbox_bg.wasm", "sandbox/pkg/sandbox_bg.js", "sandbox/pkg/index.js"] },
};

/**
 * Prints raw and compressed sizes of what was built, each file compressed for itself as a server would.
 * @param {string} root the repository's root folder
 */
export async function printSizes(root) {
  // Not at the top: setup may only just have installed it.
  const { build } = await import("esbuild");
  const bundled = async (entry) => {
    const made = await build({ entryPoints: [join(root, entry)], bundle: true, minify: true, format: "esm", platform: "node", write: false });
    return made.outputFiles[0].contents;
  };
  const kB = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
  console.log(`\n${"size in kB".padEnd(34)}      raw     gzip   brotli`);
  for (const [name, { entry, files }] of Object.entries(PARTS)) {
    const contents = await Promise.all(files.map((file) => readFile(join(root, file))));
    if (entry) contents.push(await bundled(entry));
    const total = (compress) => contents.reduce((sum, content) => sum + compress(content).length, 0);
    const brotli = (content) =>
      brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } });
    console.log(name.padEnd(34), kB(total((content) => content)), kB(total((c) => gzipSync(c, { level: 9 }))), kB(total(brotli)));
  }
}
