// The packed package in each runtime and bundler: installed, built with no setting for it, and run for real.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { ensureRuntimes, floors, runtimes } from "../runtimes/runtimes.mjs";
import { BUNDLERS, bundlers, viteServer } from "./bundlers.mjs";
import { OUTCOME, arrived, end, inBrowsers, makeProject, openBrowsers, row } from "./rows.mjs";
import { serve } from "./server.mjs";

const run = promisify(execFile);
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
/** Deno 2.0 reads CommonJS only where a script may read, whatever is in it. */
const permissions = (title, name) => (title === "require" && name !== "Deno" ? ["--allow-read"] : []);
const SCRIPTS = { import: "script.mjs", require: "send.cjs" };
for (const [title, file] of Object.entries(SCRIPTS)) {
  test(title, async (t) => {
    const at = await project(title);
    for (const { name, command, args, version } of [...runtimes(), ...floors()]) {
      await row(t, title, name, version, async () => {
        const server = await serve(at);
        try {
          const options = name.startsWith("Deno") ? [...DENO_ARGS, ...permissions(title, name)] : args;
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

test("whatsmate-sandbox", async (t) => {
  const at = await project("sandbox");
  for (const { name, command, args, version } of [...runtimes(), ...floors()]) {
    await row(t, "whatsmate-sandbox", name, version, async () => {
      // It reads its wasm.
      const options = name.startsWith("Deno") ? [...DENO_ARGS, "--allow-read"] : args;
      const { stdout } = await run(command, [...options, join(at, "sandbox.mjs")], { cwd: at, timeout: 60_000 });
      assert.equal(stdout.trim(), OUTCOME);
    });
  }
});
