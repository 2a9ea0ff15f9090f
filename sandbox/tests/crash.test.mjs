// A sandbox that is killed under load, at any moment and many times, or has a full disk: whatever it acknowledged is there, once.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { HEADERS, TEXT, run, runOnSmallDisk } from "./support.mjs";

const CYCLES = 20;
const LANES = 8;
const DOCUMENT = "/v3/whatsapp/single/document/message/1";

/** What was acknowledged: the text of each message by its id, the hash of its file, and the ids of those forgotten. */
const texts = new Map();
const hashes = new Map();
const forgotten = new Set();
let sent = 0;
let acknowledged = 0;

async function send(url) {
  sent += 1;
  const message = `message ${sent}`;
  const file = sent % 5 === 0 ? randomBytes(sent * 97 % 60_000 + 1) : undefined;
  const fields = file ? { document: file.toString("base64"), filename: "a.bin", caption: message } : { message };
  const body = JSON.stringify({ number: "12025550101", ...fields });
  const response = await fetch(url + (file ? DOCUMENT : TEXT), { method: "POST", headers: HEADERS, body });
  const { id } = await response.json();
  assert.equal(response.status, 200);
  texts.set(id, message);
  acknowledged += 1;
  if (file) {
    hashes.set(id, hash(file));
  }
  return id;
}

async function forget(url, id) {
  texts.delete(id); // from here on it may be gone
  const response = await fetch(`${url}/_sandbox/messages?query=id:${id}`, { method: "DELETE" });
  assert.equal(response.status, 204);
  forgotten.add(id);
}

const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Sends until the sandbox is gone. */
async function load(url) {
  for (let count = 1; ; count += 1) {
    try {
      const id = await send(url);
      if (count % 7 === 0) {
        await forget(url, id);
      }
    } catch (error) {
      if (error instanceof assert.AssertionError) {
        throw error;
      }
      return;
    }
  }
}

async function check(url) {
  const { messages } = await (await fetch(`${url}/_sandbox/messages`)).json();
  const found = new Map(messages.map(({ id, message, caption }) => [id, message ?? caption]));
  assert.equal(found.size, messages.length, "no message is there twice");
  for (const [id, text] of texts) {
    assert.equal(found.get(id), text);
  }
  for (const id of forgotten) {
    assert.ok(!found.has(id));
  }
  for (const [id, known] of [...hashes].filter(([id]) => texts.has(id)).slice(-50)) {
    const response = await fetch(`${url}/_sandbox/messages/${id}/media`);
    assert.equal(hash(Buffer.from(await response.arrayBuffer())), known);
  }
}

test(`killed ${CYCLES} times`, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-crash-"));
  t.after(() => rm(folder, { recursive: true }));
  const start = () => run(t, "--port", "0", "--quiet", "--keep", "100000", "--data", join(folder, "messages"));
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    const killedAtStart = start();
    await sleep(Math.random() * 300);
    killedAtStart.child.kill("SIGKILL");
    await killedAtStart.ended;

    const { child, url, ended } = start();
    await check(await url);
    const enough = acknowledged + 5 + Math.random() * 80;
    const lanes = Array.from({ length: LANES }, async () => load(await url));
    while (acknowledged < enough && child.exitCode === null) {
      await sleep(1);
    }
    child.kill("SIGKILL");
    await Promise.all([ended, ...lanes]);
  }
  const { child, url, ended } = start();
  await check(await url);
  child.kill();
  assert.equal((await ended).code, 0);
  console.log(`crash: ${acknowledged} messages acknowledged, ${hashes.size} with a file, of ${sent} sent, none lost`);
});

test("on a full disk sends answer 500, and what was acknowledged is there after a restart", { skip: process.platform === "win32" }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-full-"));
  t.after(() => rm(folder, { recursive: true }));
  const flags = ["--port", "0", "--quiet", "--data", join(folder, "messages")];
  const full = runOnSmallDisk(t, 50, ...flags);
  const url = await full.url;
  const ids = [];
  const post = (message) => {
    const body = JSON.stringify({ number: "12025550101", message });
    return fetch(url + TEXT, { method: "POST", headers: HEADERS, body });
  };
  let response;
  while ((response = await post("x".repeat(900))).status === 200) {
    ids.unshift((await response.json()).id);
  }
  for (const refused of [response, await post("short"), await fetch(`${url}/_sandbox/messages`, { method: "DELETE" })]) {
    assert.equal(refused.status, 500);
    assert.match((await refused.json()).error_message, /could not be written: EFBIG/);
  }
  full.child.kill();
  assert.equal((await full.ended).code, 0);

  const { child, url: again, ended } = run(t, ...flags);
  const { messages } = await (await fetch(`${await again}/_sandbox/messages`)).json();
  assert.ok(ids.length > 20);
  assert.deepEqual(messages.map(({ id }) => id), ids);
  child.kill();
  assert.match((await ended).errors, /^whatsmate-sandbox: .*messages: cut off at byte \d+, where the last write was torn; .*\n$/);
});
