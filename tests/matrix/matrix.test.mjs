// The packed package in each runtime and bundler: installed, built with no setting for it, and run for real.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { tested } from "../faults/browsers/engines.mjs";
import { ensureRuntimes, runtimes } from "../runtimes/runtimes.mjs";
import { BUNDLERS, bundlers, viteServer } from "./bundlers.mjs";
import { pack } from "./pack.mjs";
import { serve } from "./server.mjs";
import { table } from "./table.mjs";

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const OUTCOME = "queued, queued";
const CSP = { "Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'" };

let folder;
let drivers;
const rows = [];

before(async () => {
  await ensureRuntimes();
  await bundlers.ensure(process.env);
  folder = await mkdtemp(join(tmpdir(), "whatsmate-matrix-"));
  const { file } = await pack(here("../../pkg"), folder);
  await cp(here("project"), join(folder, "project"), { recursive: true });
  await writeFile(join(folder, "project/package.json"), '{ "private": true, "type": "module" }\n');
  const options = ["--offline", "--no-audit", "--no-fund", "--no-package-lock"];
  await run("npm", ["install", ...options, file], { cwd: join(folder, "project"), timeout: 60_000 });
  drivers = await Promise.all(tested().map(async ({ name, start }) => ({ name, ...(await start()) })));
});

after(async () => {
  console.log(table(rows));
  await Promise.all((drivers ?? []).map(({ end }) => end()));
  await rm(folder, { recursive: true, force: true });
});

/** A copy of the project for one row: what it builds must not be found by another. */
async function project(name) {
  const copy = join(folder, "rows", name.replace(/\W+/g, "-"));
  await mkdir(join(folder, "rows"), { recursive: true });
  await cp(join(folder, "project"), copy, { recursive: true });
  return copy;
}

/** A row of the table. */
function row(t, title, runtime, version, examine) {
  return t.test(runtime, async () => {
    const found = { title, runtime, version, outcome: "pass" };
    rows.push(found);
    try {
      await examine();
    } catch (error) {
      [found.outcome] = String(error.message).split("\n");
      throw error;
    }
  });
}

/** Fails unless a text and a document have arrived, each once and whole. */
function arrived(messages) {
  const [text, document, ...more] = messages;
  assert.equal(more.length, 0, "more than two messages");
  assert.deepEqual(text, { target: "/v3/whatsapp/single/text/message/3", body: { number: "12025550123", message: "Hi" } });
  assert.equal(document.target, "/v3/whatsapp/single/document/message/3");
  const bytes = Buffer.from(new Uint8Array(100_000).map((_, i) => i % 251));
  assert.deepEqual(document.body, { number: "12025550123", document: bytes.toString("base64"), filename: "a.pdf" });
}

/** Opens a page in each browser; each sends what it sends to `server`. */
async function inBrowsers(t, title, version, url, server) {
  for (const { name, driver } of drivers) {
    await row(t, title, name, version, async () => {
      server.messages.length = 0;
      await driver.get(url);
      await driver.wait(async () => (await driver.getTitle()) !== "page", 20_000).catch(() => {});
      assert.equal(await driver.getTitle(), OUTCOME);
      arrived(server.messages);
    });
  }
}

for (const { name, package: of, build } of BUNDLERS) {
  test(name, async (t) => {
    const at = await project(name);
    const version = of === "esbuild" ? (await import("esbuild")).version : bundlers.version(of);
    await build(at);
    const server = await serve(join(at, "dist"));
    try {
      await inBrowsers(t, name, version, `${server.url}/index.html`, server);
    } finally {
      server.close();
    }
  });
}

test("Vite, serve", async (t) => {
  const at = await project("Vite serve");
  const api = await serve(at);
  const vite = await viteServer(at, api.url);
  try {
    await inBrowsers(t, "Vite, serve", bundlers.version("vite"), vite.url, api);
  } finally {
    await vite.close();
    api.close();
  }
});

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
    const server = await serve(at, headers);
    try {
      await inBrowsers(t, title, "", `${server.url}/${file}`, server);
    } finally {
      server.close();
    }
  });
}

/** It finds the package as npm installed it, and asks for nothing else. */
const DENO_ARGS = ["run", "--no-prompt", "--no-lock", "--no-remote", "--cached-only", "--node-modules-dir=manual", "--allow-net"];
const SCRIPTS = { import: "script.mjs", require: "send.cjs" };
for (const [title, file] of Object.entries(SCRIPTS)) {
  test(title, async (t) => {
    const at = await project(title);
    for (const { name, command, args, version } of runtimes()) {
      await row(t, title, name, version, async () => {
        const server = await serve(at);
        try {
          const options = name === "Deno" ? DENO_ARGS : args;
          const { stdout } = await run(command, [...options, join(at, file), server.url], { cwd: at, timeout: 60_000 });
          assert.equal(stdout.trim(), OUTCOME);
          arrived(server.messages);
        } finally {
          server.close();
        }
      });
    }
  });
}
