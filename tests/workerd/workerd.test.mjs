// The package in workerd, as its `workerd` entry: bundled, with the wasm as a module of its own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { record } from "../package/recorder.mjs";
import { ensureRuntimes, workerd } from "../runtimes/runtimes.mjs";

const here = dirname(fileURLToPath(import.meta.url));
let folder;
let server;
let url;

before(async () => {
  await ensureRuntimes();
  folder = await mkdtemp(join(tmpdir(), "whatsmate-workerd-"));
  await mkdir(join(folder, "node_modules"));
  await symlink(join(here, "../../pkg"), join(folder, "node_modules/whatsmate"));
  await build({
    entryPoints: [join(here, "worker.js")],
    nodePaths: [join(folder, "node_modules")],
    outdir: folder,
    bundle: true,
    format: "esm",
    conditions: ["workerd"],
    external: ["node:*"],
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
  });
  await copyFile(join(here, "workerd.capnp"), join(folder, "workerd.capnp"));
  const { command, args } = workerd();
  // It tells its port on the third descriptor.
  server = spawn(command, [...args, "--control-fd=3", join(folder, "workerd.capnp")], { stdio: ["ignore", "inherit", "inherit", "pipe"] });
  const port = await new Promise((resolve, reject) => {
    server.on("exit", (code) => reject(new Error(`workerd ended with ${code}`)));
    server.stdio[3].on("data", (lines) => {
      const told = `${lines}`.trim().split("\n").map((line) => JSON.parse(line));
      resolve(told.find(({ event }) => event === "listen").port);
    });
  });
  url = `http://127.0.0.1:${port}`;
});

after(async () => {
  server?.kill();
  await rm(folder, { recursive: true, force: true });
});

/** Has the worker make a call. */
const ask = async (job) => (await fetch(url, { method: "POST", body: JSON.stringify(job) })).json();

test("a text arrives", async (t) => {
  const api = await record(t);
  const { value } = await ask({ baseUrl: api.url, call: "text" });
  assert.equal(value.status, "queued");
  assert.deepEqual(api.lastJson, { number: "12025550123", message: "Hi" });
  assert.equal(api.requests.length, 1);
});

for (const call of ["document", "blob"]) {
  for (const size of [1, 60_000, 5_000_001]) {
    test(`a ${call} of ${size} bytes arrives whole, its length announced`, async (t) => {
      const api = await record(t);
      const { value, error } = await ask({ baseUrl: api.url, call, size });
      assert.equal(error, undefined);
      assert.equal(value.status, "queued");
      const { document, ...rest } = api.lastJson;
      assert.deepEqual(rest, { number: "12025550123", filename: "a.pdf" });
      assert.ok(Buffer.from(document, "base64").equals(Buffer.from(new Uint8Array(size).map((_, i) => i % 251))));
      assert.equal(api.last.headers["content-length"], `${api.last.body.length}`);
      assert.equal(api.last.headers["transfer-encoding"], undefined);
    });
  }
}

test("an error of the API is told", async (t) => {
  const api = await record(t);
  api.answer({ status: 471, body: { error_message: "Invalid mobile number" } });
  const { error } = await ask({ baseUrl: api.url, call: "text" });
  assert.deepEqual([error.name, error.status, error.errorMessage], ["ApiError", 471, "Invalid mobile number"]);
});

test("a redirect is an error, and goes nowhere", async (t) => {
  const api = await record(t);
  api.answer({ status: 307, headers: { Location: `${api.url}/bare` } });
  const { error } = await ask({ baseUrl: api.url, call: "text" });
  assert.deepEqual([error.name, error.delivery], ["UnexpectedResponseError", "unknown"]);
  assert.equal(api.requests.length, 1);
});

test("a connection that breaks leaves it open whether the message was queued, and is not tried again", async (t) => {
  const api = await record(t);
  api.answer({ action: "reset" });
  const { error } = await ask({ baseUrl: api.url, call: "document", size: 900_000 });
  assert.deepEqual([error.name, error.delivery], ["ConnectionError", "unknown"]);
  assert.equal(api.requests.length, 1);
});
