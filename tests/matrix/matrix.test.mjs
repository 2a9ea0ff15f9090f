// The packed package in each runtime and bundler: installed, built with no setting for it, and run for real.
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ensureRuntimes } from "../runtimes/runtimes.mjs";
import { BUNDLERS, bundlers } from "./bundlers.mjs";
import { end, inBundle, inPage, inRuntimes, inViteServer, makeProject, openBrowsers } from "./rows.mjs";

const CSP = { "Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'" };

let folder;

before(async () => {
  await ensureRuntimes();
  await bundlers.ensure(process.env);
  folder = await mkdtemp(join(tmpdir(), "whatsmate-matrix-"));
  await makeProject(folder);
  await openBrowsers();
});

after(async () => {
  await end();
  await rm(folder, { recursive: true, force: true });
});

/** A copy of the project for one row: what it builds must not be found by another. */
async function project(name) {
  const copy = join(folder, "rows", name.replace(/\W+/g, "-"));
  await mkdir(join(folder, "rows"), { recursive: true });
  await cp(join(folder, "project"), copy, { recursive: true });
  return copy;
}

for (const bundler of BUNDLERS) {
  test(bundler.name, async (t) => inBundle(t, bundler.name, bundler, await project(bundler.name)));
}

test("Vite, serve", async (t) => inViteServer(t, "Vite, serve", await project("Vite serve")));

/** What pages without a bundler load: a service worker knows no modules everywhere. */
const BUNDLED = [["main.js", "bundled.js"], ["worker.js", "main-worker.js"], ["service.js", "main-service.js"]];
for (const [title, file, headers] of [
  ["a page with an import map", "map.html", {}],
  ["a page with a Content-Security-Policy", "bundled.html", CSP],
  ["a module worker", "worker.html", {}],
  ["a service worker", "service.html", {}],
]) {
  test(title, async (t) => {
    const at = await project(title);
    const { build } = await import("esbuild");
    for (const [entry, outfile] of BUNDLED) {
      await build({ entryPoints: [join(at, entry)], outfile: join(at, outfile), bundle: true, format: "esm", logLevel: "silent" });
    }
    await writeFile(join(at, "bundled.html"), '<!doctype html><title>page</title><script type="module" src="./bundled.js"></script>');
    await inPage(t, title, "", at, file, headers);
  });
}

/** Deno 2.0 reads CommonJS only where a script may read, whatever is in it. */
const PERMISSIONS = { require: (name) => (name === "Deno" ? [] : ["--allow-read"]) };
const SCRIPTS = { import: "script.mjs", require: "send.cjs" };
for (const [title, file] of Object.entries(SCRIPTS)) {
  test(title, async (t) => inRuntimes(t, title, join(await project(title), file), PERMISSIONS[title]));
}

test("whatsmate-sandbox", async (t) => {
  // It reads its wasm, and keeps its messages.
  await inRuntimes(t, "whatsmate-sandbox", join(await project("sandbox"), "sandbox.mjs"), () => ["--allow-read", "--allow-write"]);
});
