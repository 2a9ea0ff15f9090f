// The examples of the documents and doc comments: their types fit the built package, and they run against the sandbox.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, describe, it, test } from "node:test";
import { createSandbox } from "../../sandbox/pkg/index.js";
import { DOCUMENTS, blocksOf, textOf } from "./documents.mjs";
import { compile, makeProject, placeOf, run } from "./project.mjs";
import { site } from "./site.mjs";

const blocks = DOCUMENTS.flatMap(blocksOf);
const examples = blocks.filter(({ language }) => language === "js" || language === "ts");
const folder = await makeProject(examples);
const faultsOf = await compile(folder, examples);
const sandbox = await createSandbox({ fetch: (address) => site(folder, address) });
const { url } = await sandbox.listen({ port: 0 });

after(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

test("every block of code is marked as what it is", () => {
  for (const { document, line, language, word } of blocks) {
    assert.match(language, /^(js|ts|sh)$/, `${document}:${line}`);
    assert.match(word ?? "", /^(page|given|)$/, `${document}:${line}`);
  }
});

test("every @example is a block of TypeScript", () => {
  for (const document of DOCUMENTS) assert.doesNotMatch(textOf(document), /^ *\* @example(?!\n *\* ```ts)/m, document);
});

// They mostly wait.
describe("examples", { concurrency: 4 }, () => {
  for (const example of examples) {
    const isPage = placeOf(example) === "page";
    it(`${example.document}:${example.line}${isPage ? ", of a page: its types" : ""}`, async () => {
      assert.equal(faultsOf(example), "");
      if (!isPage) await run(folder, example, url);
    });
  }
});
