// The examples, as they stand in the documents.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/run.mjs";

const types = readdirSync(join(root, "pkg-template")).filter((file) => file.endsWith(".d.ts"));
export const DOCUMENTS = [
  "README.md",
  "pkg-template/README.md",
  "sandbox/pkg-template/README.md",
  ...types.map((file) => `pkg-template/${file}`),
];

export const textOf = (document) => readFileSync(join(root, document), "utf8");

/**
 * A block of code; `margin` is what stands before each of its lines in a doc comment. The word after the language says
 * what is special about an example:
 *
 * - `page`: only a page can run it, so its types alone are checked;
 * - `given`: what it declares is given to those that do not import the package themselves.
 */
const BLOCK = /^(?<margin>[ *]*)```(?<language>\w*)(?: (?<word>\w+))?\n(?<code>.*?)^\k<margin>```$/gms;

/**
 * The blocks of code in a document.
 * @param {string} document its path from the root
 */
export function blocksOf(document) {
  const text = textOf(document);
  return Array.from(text.matchAll(BLOCK), ({ index, groups: { margin, language, word, code } }) => {
    const before = text.slice(0, index).split("\n").length;
    const lines = code.split("\n").map((line) => line.slice(margin.length));
    // Each line has the number that it has in the document, so that an error leads there.
    return { document, line: before, language, word, code: "\n".repeat(before) + lines.join("\n") };
  });
}
