// A list with a ledger, in processes that are killed all along: nothing arrives twice, and nothing is lost.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createSandbox } from "../../sandbox/pkg/index.js";
import { floors, runtimes } from "../runtimes/runtimes.mjs";

const COUNT = 1_000;
const KILLS = 20;

const list = fileURLToPath(new URL("ledger-list.mjs", import.meta.url));

/** Runs the list until it ends, or until so many messages were sent. Gives the fate of each message that was told. */
async function run({ name, command, args }, url, ledger, most = Infinity) {
  const folder = join(ledger, "..");
  const permissions = name.startsWith("Deno") ? ["--allow-net=127.0.0.1", `--allow-read=${folder}`, `--allow-write=${folder}`] : [];
  const process = spawn(command, [...args, ...permissions, list, url, ledger, String(COUNT)], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(process, "exit");
  const told = new Map();
  let sent = 0;
  for await (const line of createInterface({ input: process.stdout })) {
    const [key, fate] = line.split(" ");
    told.set(key, fate);
    if (fate === "queued") sent += 1;
    if (sent >= most) process.kill("SIGKILL");
  }
  const [code, signal] = await ended;
  return { told, wasKilled: signal === "SIGKILL", code };
}

for (const runtime of [...runtimes().filter(({ name }) => !/Node 2[24]/.test(name)), ...floors()]) {
  test(`killed ${KILLS} times in ${runtime.name}`, { timeout: 180_000 }, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), "ledger-"));
    const sandbox = await createSandbox({ keep: 2 * COUNT });
    const { url } = await sandbox.listen({ port: 0 });
    t.after(async () => {
      await sandbox.close();
      rmSync(folder, { recursive: true });
    });
    const ledger = join(folder, "list.ledger");
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { wasKilled, code } = await run(runtime, url, ledger, 1 + Math.floor(Math.random() * (COUNT / KILLS)));
      assert.ok(wasKilled, `it ended by itself, with ${code}`);
    }
    const { told, code } = await run(runtime, url, ledger);
    assert.equal(code, 0);
    const fates = (fate) => [...told].filter(([, other]) => other === fate).map(([key]) => key);
    const arrived = (await sandbox.messages()).map(({ message }) => message.replace("message ", ""));
    const unknown = fates("interrupted");
    const queued = [...fates("earlier"), ...fates("queued")];
    assert.equal(new Set(arrived).size, arrived.length, "none has arrived twice");
    assert.equal(queued.length + unknown.length, COUNT, "none is lost");
    assert.deepEqual(queued.filter((key) => !arrived.includes(key)), [], "what was queued has arrived");
    assert.deepEqual(arrived.filter((key) => !queued.includes(key) && !unknown.includes(key)), [], "what has arrived is told");
    const known = unknown.filter((key) => arrived.includes(key)).length;
    t.diagnostic(`${queued.length} queued, ${unknown.length} unknown, of which ${known} had arrived; 0 twice, 0 lost`);
  });
}
