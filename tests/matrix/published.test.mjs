// Whether both packages are what npm, TypeScript and bundlers make sense of.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { PACKAGES, pack, strays } from "../../scripts/lib/packages.mjs";
import { root } from "../../scripts/lib/run.mjs";
import { bundlers } from "./bundlers.mjs";

const run = promisify(execFile);
let folder;

before(async () => {
  await bundlers.ensure(process.env);
  folder = await mkdtemp(join(tmpdir(), "whatsmate-published-"));
});

after(() => rm(folder, { recursive: true, force: true }));

/** What attw is told: `whatsmate.wasm` is a file, and has no types; the sandbox is for ESM alone. */
const ATTW = {
  whatsmate: ["--exclude-entrypoints", "whatsmate.wasm"],
  "whatsmate-sandbox": ["--profile", "esm-only"],
};

/** Some of whom each package has code of; the sandbox's reader of PDFs has fonts and character maps, too. */
const NOTICES = {
  whatsmate: [/^wasm-bindgen \d/m, /^base64-simd \d/m],
  "whatsmate-sandbox": [/^hayro-interpret \d/m, /PDFium/, /Adobe/],
};

for (const [name, path] of Object.entries(PACKAGES)) {
  test(`${name}: publint finds nothing`, async () => {
    const { stdout } = await run(bundlers.file(".bin/publint"), ["--strict", path], { timeout: 60_000 });
    assert.match(stdout, /All good!/);
  });

  test(`${name}: attw finds nothing`, async () => {
    const { file } = await pack(path, folder);
    // It exits with an error if it does.
    await run(bundlers.file(".bin/attw"), [file, ...ATTW[name]], { timeout: 60_000 });
  });

  test(`${name}: no path of the machine that built it is in it`, async () => {
    const { files } = await pack(path, folder);
    for (const file of files) {
      const content = await readFile(join(path, file.path), "latin1");
      for (const own of [homedir(), root, "index.crates"]) assert.ok(!content.includes(own), `${file.path} has ${own}`);
    }
  });

  test(`${name}: what is packed is what is needed`, async () => {
    const { files } = await pack(path, folder);
    assert.deepEqual(strays(files), []);
    const count = (form) => files.filter(({ path }) => form.test(path)).length;
    assert.deepEqual({ wasm: count(/\.wasm$/), licences: count(/^LICENSE-/) }, { wasm: 1, licences: 2 });
  });

  test(`${name}: the licences of what is compiled into it are with it`, async () => {
    const notices = await readFile(join(path, "THIRD-PARTY.txt"), "utf8");
    for (const word of NOTICES[name]) assert.match(notices, word);
  });
}
