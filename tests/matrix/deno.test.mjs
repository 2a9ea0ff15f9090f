// The examples for Deno: their types are checked, and they run with no permission but those they name.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ensureRuntimes, runtimes } from "../runtimes/runtimes.mjs";
import { makeProject } from "./rows.mjs";

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** The package is found as npm installed it. */
const OPTIONS = ["--no-lock", "--no-remote", "--node-modules-dir=manual"];
const CREDENTIALS = { WHATSMATE_CLIENT_ID: "client@example.com", WHATSMATE_CLIENT_SECRET: "canary-secret-0123456789" };
const NUMBERS = ["12025550123", "12025550124"];

let folder;
let project;
let deno;
let sandbox;
let baseUrl;
let files;
let address;

before(async () => {
  await ensureRuntimes();
  ({ command: deno } = runtimes().find(({ name }) => name === "Deno"));
  folder = await mkdtemp(join(tmpdir(), "whatsmate-deno-"));
  project = await makeProject(folder);
  await cp(here("../../examples/deno"), join(project, "examples"), { recursive: true, filter: (path) => !path.endsWith(".json") });
  sandbox = spawn(process.execPath, [here("../../sandbox/pkg/bin.js"), "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const [told] = await once(sandbox.stdout, "data");
  [baseUrl] = /http:\/\/127\.0\.0\.1:\d+/.exec(told);
  files = createServer((_, response) => response.end("%PDF-1.4")).listen(0, "127.0.0.1");
  await once(files, "listening");
  address = `http://127.0.0.1:${files.address().port}/menu.pdf`;
});

after(async () => {
  sandbox?.kill();
  files?.close();
  await rm(folder, { recursive: true, force: true });
});

test("their types are right", { timeout: 60_000 }, async () => {
  const examples = (await readdir(here("../../examples/deno"))).filter((file) => file.endsWith(".ts"));
  assert.ok(examples.length > 0);
  await run(deno, ["check", ...OPTIONS, ...examples.map((file) => join("examples", file))], { cwd: project });
});

/** Runs an example as its first lines say. */
async function example(file, permissions, args, env = {}) {
  const options = ["run", "--no-prompt", ...OPTIONS, ...permissions];
  const settings = { cwd: project, env: { ...process.env, WHATSMATE_BASE_URL: baseUrl, ...env }, timeout: 60_000 };
  const { stdout, stderr } = await run(deno, [...options, join("examples", file), ...args], settings).catch((failed) => failed);
  return { stdout: stdout.trim(), stderr: stderr.trim() };
}

const NET = ["--allow-net"];
const NET_AND_ENV = ["--allow-net", "--allow-env"];

test("text.ts sends a text, with credentials from the environment", async () => {
  const { stdout } = await example("text.ts", NET_AND_ENV, [NUMBERS[0], "Hello"], CREDENTIALS);
  assert.match(stdout, /^queued: \S+$/);
});

test("text.ts tells what is wrong", async () => {
  const { stderr } = await example("text.ts", NET_AND_ENV, ["none", "Hello"], CREDENTIALS);
  assert.match(stderr, /^number is wrong: /);
});

test("document.ts sends what is at an address to each", async () => {
  const { stdout, stderr } = await example("document.ts", NET_AND_ENV, [address, ...NUMBERS], CREDENTIALS);
  assert.equal(stdout, "2 messages queued, 8 bytes each", stderr);
});

test("translate.ts needs no permission but net", async () => {
  const { stdout, stderr } = await example("translate.ts", NET, [baseUrl, "es", "Hello"]);
  assert.equal(stdout, "[es] Hello", stderr);
});
