// Who only tells errors apart does not download the wasm.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { BUNDLERS, bundlers } from "./bundlers.mjs";
import { makeProject } from "./rows.mjs";

/** Bytes of all scripts; the classes take 2,000 of them. */
const MOST = 8_000;

let folder;

before(async () => {
  await bundlers.ensure(process.env);
  folder = await mkdtemp(join(tmpdir(), "whatsmate-shaking-"));
  await makeProject(folder);
});

after(() => rm(folder, { recursive: true, force: true }));

for (const { name, build } of BUNDLERS) {
  test(`${name}: the error classes come without the wasm`, async () => {
    const at = join(folder, name.replace(/\W+/g, "-"));
    await cp(join(folder, "project"), at, { recursive: true });
    await writeFile(join(at, "main.js"), 'import { AbortError, isWhatsMateError } from "whatsmate";\ndocument.title = [AbortError.name, isWhatsMateError(0)];\n');
    await build(at);
    const files = (await readdir(join(at, "dist"), { recursive: true })).filter((file) => /\.(js|wasm)$/.test(file));
    const contents = await Promise.all(files.map((file) => readFile(join(at, "dist", file), "utf8")));
    assert.ok(contents.length > 0 && contents.join("").includes("WhatsMateError"), "no bundle");
    const size = contents.join("").length;
    assert.ok(size < MOST, `${size} bytes`);
  });
}
