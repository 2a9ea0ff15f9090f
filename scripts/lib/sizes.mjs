import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { PACKAGES } from "./packages.mjs";

/** What a user of each entry downloads: an entry, bundled, and files beside it. A budget is bytes of gzip. */
const PARTS = [
  { name: "whatsmate/slim (wasm and JS)", of: "whatsmate", entry: "slim.js", files: ["whatsmate.wasm"], budget: 45_000 },
  { name: "whatsmate (wasm inlined)", of: "whatsmate", entry: "index.js", files: [], budget: 60_000 },
  { name: "whatsmate.wasm alone", of: "whatsmate", files: ["whatsmate.wasm"] },
  { name: "whatsmate-sandbox (wasm and JS)", of: "whatsmate-sandbox", files: ["sandbox_bg.wasm", "sandbox_bg.js", "index.js"] },
];

const COMPRESSIONS = {
  raw: (content) => content,
  gzip: (content) => gzipSync(content, { level: 9 }),
  brotli: (content) => brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
};

/**
 * Bytes, each file compressed for itself as a server would.
 * @typedef {{ name: string, budget?: number, raw: number, gzip: number, brotli: number }} Size
 */

/**
 * Measures the packages.
 * @param {Record<string, string>} [folders] where each is
 * @returns {Promise<Size[]>}
 */
export async function measure(folders = PACKAGES) {
  // Not at the top: setup may only just have installed it.
  const { build } = await import("esbuild");
  const bundled = async (entry) => {
    const made = await build({ entryPoints: [entry], bundle: true, minify: true, format: "esm", write: false });
    return made.outputFiles[0].contents;
  };
  const measured = PARTS.map(async ({ name, of, entry, files, budget }) => {
    const contents = await Promise.all(files.map((file) => readFile(join(folders[of], file))));
    if (entry) contents.push(await bundled(join(folders[of], entry)));
    const total = (compress) => contents.reduce((sum, content) => sum + compress(content).length, 0);
    const sizes = Object.entries(COMPRESSIONS).map(([way, compress]) => [way, total(compress)]);
    return { name, budget, ...Object.fromEntries(sizes) };
  });
  return Promise.all(measured);
}

/** @param {Size} size one without a budget is never over it */
export function isOverBudget({ gzip, budget }) {
  return gzip > budget;
}

/**
 * The sizes as a table, with the change against earlier ones if there are any.
 * @param {Size[]} sizes
 * @param {Size[]} [earlier]
 */
export function sizeTable(sizes, earlier) {
  const ways = Object.keys(COMPRESSIONS);
  const line = (name, cells, budget) => `${name.padEnd(32)}${cells.map((cell) => cell.padStart(earlier ? 18 : 10)).join("")}   ${budget}`.trimEnd();
  const lines = sizes.map((size) => {
    const before = earlier?.find(({ name }) => name === size.name);
    const cells = ways.map((way) => kB(size[way]) + (before ? ` (${signed(size[way] - before[way])})` : ""));
    return line(size.name, cells, size.budget ? `${kB(size.budget)} gzip${isOverBudget(size) ? ", exceeded" : ""}` : "");
  });
  return [line("size in kB", ways, "budget"), ...lines].join("\n");
}

function signed(bytes) {
  return `${bytes < 0 ? "" : "+"}${kB(bytes)}`;
}

/** @param {number} bytes */
export function kB(bytes) {
  return (bytes / 1000).toFixed(1);
}
