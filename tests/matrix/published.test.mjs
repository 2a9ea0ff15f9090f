// Whether both packages are what npm, TypeScript and bundlers make sense of.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bundlers } from "./bundlers.mjs";
import { pack } from "./pack.mjs";

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
let folder;

before(async () => {
  await bundlers.ensure(process.env);
  folder = await mkdtemp(join(tmpdir(), "whatsmate-published-"));
});

after(() => rm(folder, { recursive: true, force: true }));

/** What attw is told: `whatsmate.wasm` is a file, and has no types; the sandbox is for ESM alone. */
const PACKAGES = {
  whatsmate: { path: "../../pkg", attw: ["--exclude-entrypoints", "whatsmate.wasm"] },
  "whatsmate-sandbox": { path: "../../sandbox/pkg", attw: ["--profile", "esm-only"] },
};

for (const [name, { path, attw }] of Object.entries(PACKAGES)) {
  test(`${name}: publint finds nothing`, async () => {
    const { stdout } = await run(bundlers.file(".bin/publint"), ["--strict", here(path)], { timeout: 60_000 });
    assert.match(stdout, /All good!/);
  });

  test(`${name}: attw finds nothing`, async () => {
    const { file } = await pack(here(path), folder);
    // It exits with an error if it does.
    await run(bundlers.file(".bin/attw"), [file, ...attw], { timeout: 60_000 });
  });

  test(`${name}: what is packed is what is needed`, async () => {
    const { files } = await pack(here(path), folder);
    const odd = files.filter((file) => !/^(README\.md|LICENSE-\w+|(cjs\/)?[\w-]+\.(js|d\.ts|json|wasm))$/.test(file));
    assert.deepEqual(odd, []);
    assert.equal(files.filter((file) => file.endsWith(".wasm")).length, 1);
  });
}
