// The rows of the table: what each does, and how it went.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PACKAGES, pack } from "../../scripts/lib/packages.mjs";
import { tested } from "../faults/browsers/engines.mjs";
import { floors, runtimes } from "../runtimes/runtimes.mjs";
import { bundlers, viteServer } from "./bundlers.mjs";
import { serve } from "./server.mjs";
import { table } from "./table.mjs";

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** What `send` of the project gives. */
export const OUTCOME = "queued, queued";

const rows = [];
let drivers = [];

/** Makes a project of its own, and installs the packed packages in it. */
export async function makeProject(folder) {
  const packed = await Promise.all(Object.values(PACKAGES).map((path) => pack(path, folder)));
  const made = join(folder, "project");
  await cp(here("project"), made, { recursive: true });
  await writeFile(join(made, "package.json"), '{ "private": true, "type": "module" }\n');
  const options = ["--offline", "--no-audit", "--no-fund", "--no-package-lock"];
  await run("npm", ["install", ...options, ...packed.map(({ file }) => file)], { cwd: made, timeout: 60_000 });
  return made;
}

/** Starts every browser there is. */
export async function openBrowsers() {
  drivers = await Promise.all(tested().map(async ({ name, start }) => ({ name, ...(await start()) })));
}

/** Ends them, and prints the table. */
export async function end() {
  console.log(table(rows));
  await Promise.all(drivers.map((driver) => driver.end()));
}

/** A row of the table. */
export function row(t, title, runtime, version, examine) {
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
export function arrived(messages) {
  const [text, document, ...more] = messages;
  assert.equal(more.length, 0, "more than two messages");
  assert.deepEqual(text, { target: "/v3/whatsapp/single/text/message/3", body: { number: "12025550123", message: "Hi" } });
  assert.equal(document.target, "/v3/whatsapp/single/document/message/3");
  const bytes = Buffer.from(new Uint8Array(100_000).map((_, i) => i % 251));
  assert.deepEqual(document.body, { number: "12025550123", document: bytes.toString("base64"), filename: "a.pdf" });
}

/** Opens a page in each browser; each sends what it sends to `server`. */
export async function inBrowsers(t, title, version, url, server) {
  for (const { name, driver } of drivers) {
    await row(t, title, name, version, async () => {
      server.messages.length = 0;
      await driver.get(url);
      await driver.wait(async () => !["", "page"].includes(await driver.getTitle()), 20_000).catch(() => {});
      assert.equal(await driver.getTitle(), OUTCOME);
      arrived(server.messages);
    });
  }
}

/** Builds a project, and opens what came of it in each browser. */
export async function inBundle(t, title, { package: of, build }, project, add = async () => {}) {
  const version = of === "esbuild" ? (await import("esbuild")).version : bundlers.version(of);
  await build(project);
  await add(join(project, "dist"));
  await inPage(t, title, version, join(project, "dist"), "index.html");
}

/** Serves a folder, and opens a page of it in each browser. */
export async function inPage(t, title, version, folder, page, headers) {
  const server = await serve(folder, headers);
  try {
    await inBrowsers(t, title, version, `${server.url}/${page}`, server);
  } finally {
    server.close();
  }
}

/** Opens a project in each browser by way of Vite's server for developers. */
export async function inViteServer(t, title, project) {
  const api = await serve(project);
  const vite = await viteServer(project, api.url);
  try {
    await inBrowsers(t, title, bundlers.version("vite"), vite.url, api);
  } finally {
    await vite.close();
    api.close();
  }
}

/** It finds the package as npm installed it, and asks for nothing else. */
export const DENO_ARGS = ["run", "--no-prompt", "--no-lock", "--no-remote", "--cached-only", "--node-modules-dir=manual", "--allow-net"];

/** Runs a script of a project in each runtime, which sends to the address that it is given. */
export async function inRuntimes(t, title, script, permissions = () => []) {
  for (const { name, command, args, version } of [...runtimes(), ...floors()]) {
    await row(t, title, name, version, async () => {
      const at = dirname(script);
      const server = await serve(at);
      try {
        const options = name.startsWith("Deno") ? [...DENO_ARGS, ...permissions(name)] : args;
        const { stdout } = await run(command, [...options, script, server.url], { cwd: at, timeout: 60_000 });
        assert.equal(stdout.trim(), OUTCOME);
        arrived(server.messages);
      } finally {
        server.close();
      }
    });
  }
}
