// whatsmate/slim of the packed package: in bundles with the wasm beside them, in a page, and in each runtime.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ensureRuntimes } from "../runtimes/runtimes.mjs";
import { BUNDLERS, bundlers } from "./bundlers.mjs";
import { end, inBundle, inPage, inRuntimes, inViteServer, makeProject, openBrowsers } from "./rows.mjs";

const WASM = "node_modules/whatsmate/whatsmate.wasm";

/** How its address comes to those who do not find the file by themselves. */
const ADDRESS = { import: 'import wasm from "whatsmate/whatsmate.wasm?url";\n', argument: "wasm" };

/** What each bundler needs: by default it sees by itself that the wasm belongs to the bundle. */
const NEEDS = {
  esbuild: { beside: true },
  Rollup: { beside: true },
  "Vite, build": { address: ADDRESS },
};

let folder;

before(async () => {
  await ensureRuntimes();
  await bundlers.ensure(process.env);
  folder = await mkdtemp(join(tmpdir(), "whatsmate-slim-"));
  await makeProject(folder);
  await openBrowsers();
});

after(async () => {
  await end();
  await rm(folder, { recursive: true, force: true });
});

/** A copy of the project that uses whatsmate/slim. */
async function project(name, { import: more, argument } = { import: "", argument: "" }) {
  const copy = join(folder, name.replace(/\W+/g, "-"));
  await cp(join(folder, "project"), copy, { recursive: true });
  const rewrite = async (file, changes) => {
    const text = await readFile(join(copy, file), "utf8");
    const changed = changes.reduce((text, [from, to]) => text.replace(from, to), text);
    assert.notEqual(changed, text);
    await writeFile(join(copy, file), changed);
  };
  const ready = ["  const whatsmate", `  await init(${argument});\n  const whatsmate`];
  await rewrite("send.js", [["import {", "import { init,"], ['"whatsmate"', '"whatsmate/slim"'], ["export async", `${more}export async`], ready]);
  await rewrite("send.cjs", [["const {", "const { init,"], ['"whatsmate"', '"whatsmate/slim"'], ready]);
  await rewrite("map.html", [['"whatsmate": "./node_modules/whatsmate/index.js"', '"whatsmate/slim": "./node_modules/whatsmate/slim.js"']]);
  return copy;
}

for (const bundler of BUNDLERS) {
  const { beside, address } = NEEDS[bundler.name] ?? {};
  test(`slim: ${bundler.name}`, async (t) => {
    const at = await project(bundler.name, address);
    const add = (dist) => beside && cp(join(at, WASM), join(dist, "whatsmate.wasm"));
    await inBundle(t, `slim: ${bundler.name}`, bundler, at, add);
  });
}

test("slim: Vite, serve", async (t) => inViteServer(t, "slim: Vite, serve", await project("Vite serve", ADDRESS)));

test("slim: a page with an import map", async (t) => {
  await inPage(t, "slim: a page with an import map", "", await project("map"), "map.html");
});

for (const [title, file] of [["slim: import", "script.mjs"], ["slim: require", "send.cjs"]]) {
  // It reads the wasm.
  test(title, async (t) => inRuntimes(t, title, join(await project(title), file), () => ["--allow-read"]));
}
