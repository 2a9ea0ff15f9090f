// Many messages, and large ones: none is lost, and memory stays within what was allowed. How fast it is, sandbox/bench tells.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { document, longText, send, text } from "../bench/sender.mjs";
import { run } from "./support.mjs";

const MEMORY = { skip: !existsSync("/proc/self/status") };

/** Peak memory of a process, in MiB. */
const peak = ({ pid }) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1_024;

async function found(url, query = "") {
  const { messages } = await (await fetch(`${url}/_sandbox/messages${query}`)).json();
  return messages.map(({ id }) => id);
}

test("10,000 texts, 32 at once: none is lost, with a file or without", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-load-"));
  t.after(() => rm(folder, { recursive: true }));
  const flags = ["--port", "0", "--quiet", "--keep", "100000"];
  for (const data of [[], ["--data", join(folder, "messages")]]) {
    const { child, url, ended } = run(t, ...flags, ...data);
    const ids = await send(await url, { make: text, count: 10_000, atOnce: 32 });
    assert.deepEqual((await found(await url)).sort(), ids.sort());
    child.kill();
    assert.equal((await ended).code, 0);
  }
});

test("texts beyond those that are kept take no memory", MEMORY, async (t) => {
  const { child, url } = run(t, "--port", "0", "--quiet");
  await send(await url, { make: longText, count: 5_000, atOnce: 32 });
  const before = peak(child);
  await send(await url, { make: longText, count: 15_000, atOnce: 32 });
  t.diagnostic(`${before} MiB, then ${peak(child)} MiB`);
  assert.ok(peak(child) - before < 40, `${before} MiB, then ${peak(child)} MiB`); // all 15,000 would be 70
  assert.equal((await found(await url)).length, 1_000);
});

test("20 documents of 6.75 MiB at once: none is lost", async (t) => {
  const { url } = run(t, "--port", "0", "--quiet");
  const ids = await send(await url, { make: document, count: 20, atOnce: 20 });
  assert.deepEqual((await found(await url)).sort(), ids.sort());
  for (const id of ids) {
    const response = await fetch(`${await url}/_sandbox/messages/${id}/media`);
    assert.equal((await response.arrayBuffer()).byteLength, 6.75 * 2 ** 20);
  }
});

test("documents beyond the bytes of media take no memory", MEMORY, async (t) => {
  const { child, url } = run(t, "--port", "0", "--quiet", "--media-bytes", String(32 * 2 ** 20));
  await send(await url, { make: document, count: 10, atOnce: 2 });
  const before = peak(child);
  const ids = await send(await url, { make: document, count: 32, atOnce: 2 });
  t.diagnostic(`${before} MiB, then ${peak(child)} MiB`);
  assert.ok(peak(child) - before < 110, `${before} MiB, then ${peak(child)} MiB`); // all 32 would be 216
  const statuses = await Promise.all(
    (await found(await url)).map(async (id) => (await fetch(`${await url}/_sandbox/messages/${id}/media`)).status),
  );
  assert.deepEqual(statuses, [...Array(4).fill(200), ...Array(38).fill(410)]);
  assert.equal(ids.length, 32);
});
