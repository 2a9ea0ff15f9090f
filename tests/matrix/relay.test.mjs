// The relay on each runtime's own server, with the packed package.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { WhatsMate } from "../../pkg/index.js";
import { record } from "../package/recorder.mjs";
import { ensureRuntimes, floors, runtimes, workerd } from "../runtimes/runtimes.mjs";
import { DENO_ARGS, end, makeProject, row } from "./rows.mjs";

let folder;
let project;

before(async () => {
  await ensureRuntimes();
  folder = await mkdtemp(join(tmpdir(), "whatsmate-relay-"));
  project = await makeProject(folder);
});

after(async () => {
  await end();
  await rm(folder, { recursive: true, force: true });
});

const bytes = new Uint8Array(900_000).map((_, i) => i % 251);
const text = { number: "12025550123", message: "Hi" };

/** Sends through a relay what a page would, and sees what arrives. */
async function examine(t, url, api, headers = {}) {
  const page = (token) =>
    new WhatsMate({ baseUrl: `${url}/whatsmate`, headers: () => ({ Authorization: `Bearer ${token}`, ...headers }), maxRetries: 0 });
  const user = page("of-a-user");
  const whole = () => api.requests.filter(({ complete }) => complete).length;
  await assert.rejects(page("of-nobody").whatsapp(3).sendText(text), { code: "authentication", delivery: "not-sent" });
  assert.equal(whole(), 0);

  await user.whatsapp(3).sendText(text);
  assert.equal(api.last.target, "/v3/whatsapp/single/text/message/3");
  assert.equal(api.last.headers["x-wm-client-secret"], "canary-secret-0123456789");
  assert.equal(api.last.headers.authorization, undefined);
  assert.deepEqual(api.lastJson, text);

  await user.whatsapp(3).sendDocument({ number: "12025550123", document: bytes, filename: "a.pdf" });
  assert.equal(api.last.headers["content-length"], `${api.last.body.length}`);
  assert.ok(Buffer.from(api.lastJson.document, "base64").equals(bytes), "the document has changed");
  assert.equal(await user.pdf.extract("https://files.example.com/a.pdf?x=1&y=2"), "The first page.\n\nThe second page.");

  // The connection to the API is a kept one by now, which some runtimes send again on when it drops.
  const calls = [() => user.whatsapp(3).sendText(text), () => user.pdf.submit("https://files.example.com/a.pdf")];
  for (const call of calls) {
    const before = whole();
    api.answer({ action: "reset" });
    await assert.rejects(call(), { delivery: "unknown" });
    assert.equal(whole(), before + 1, "it was sent on twice");
  }
  const before = whole();
  const init = { method: "POST", headers: { "Content-Type": "application/json", Authorization: "Bearer of-a-user", "Idempotency-Key": "one", ...headers }, body: JSON.stringify(text) };
  const answers = [];
  for (let i = 0; i < 3; i += 1) answers.push(await (await fetch(`${url}/whatsmate/v3/whatsapp/single/text/message/3`, init)).text());
  assert.equal(new Set(answers).size, 1);
  assert.equal(whole(), before + 1, "one key was sent on twice");
}

test("the relay", async (t) => {
  for (const { name, command, args, version } of [...runtimes(), ...floors()]) {
    await row(t, "relay", name, version, async () => {
      const api = await record(t);
      const options = name.startsWith("Deno") ? DENO_ARGS : args;
      const server = spawn(command, [...options, join(project, "relay.mjs"), api.url], { cwd: project, stdio: ["ignore", "pipe", "inherit"] });
      try {
        const [told] = await once(server.stdout, "data");
        await examine(t, String(told).trim(), api);
      } finally {
        server.kill();
      }
    });
  }

  const { name, command, args, version } = workerd();
  await row(t, "relay", name, version, async () => {
    const api = await record(t);
    await cp(fileURLToPath(new URL("../workerd/workerd.capnp", import.meta.url)), join(folder, "workerd.capnp"));
    await build({ entryPoints: [join(project, "relay-worker.mjs")], outfile: join(folder, "worker.js"), bundle: true, format: "esm", conditions: ["workerd"], external: ["node:*"] });
    await cp(join(project, "node_modules/whatsmate/whatsmate.wasm"), join(folder, "whatsmate.wasm"));
    const server = spawn(command, [...args, "--control-fd=3", join(folder, "workerd.capnp")], { stdio: ["ignore", "inherit", "inherit", "pipe"] });
    try {
      const [lines] = await once(server.stdio[3], "data");
      const { port } = `${lines}`.trim().split("\n").map((line) => JSON.parse(line)).find(({ event }) => event === "listen");
      await examine(t, `http://127.0.0.1:${port}`, api, { "X-Api": api.url });
    } finally {
      server.kill();
    }
  });
});
