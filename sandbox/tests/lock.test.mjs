// One process at a time, also after one that was killed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { lock } from "../pkg/lock.js";
import { run } from "./support.mjs";

let folder;
let file;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "whatsmate-lock-"));
});
beforeEach(async () => {
  file = join(folder, "messages");
  await rm(`${file}.lock`, { force: true });
});
after(() => rm(folder, { recursive: true }));

/** The number of a process that has ended. */
const dead = () => execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }).trim();

test("a lock is had once, and given back", async () => {
  const unlock = lock(file);
  assert.match(await readFile(`${file}.lock`, "utf8"), new RegExp(`^${process.pid} `));
  assert.throws(() => lock(file), {
    message: `is in use by process ${process.pid}; if that is no sandbox, remove ${file}.lock`,
  });
  unlock();
  assert.ok(!existsSync(`${file}.lock`));
  lock(file)();
});

test("the lock of a process that is gone is taken over", async () => {
  await writeFile(`${file}.lock`, `${dead()} 1`);
  lock(file)();
  assert.ok(!existsSync(`${file}.lock`) && !existsSync(`${file}.lock.left`));
});

test("a process that got the number of one that is gone does not hold its lock", { skip: !existsSync("/proc/self/stat") }, async () => {
  await writeFile(`${file}.lock`, `${process.pid} 1`);
  lock(file)();
});

test("nobody takes a lock over that is just being taken over, unless who did that is gone", async () => {
  const unlock = lock(file);
  await copyFile(`${file}.lock`, `${file}.lock.left`);
  unlock();
  await writeFile(`${file}.lock`, `${dead()} 1`);
  assert.throws(() => lock(file), { message: /^is in use by process/ });
  await writeFile(`${file}.lock.left`, `${dead()} 1`);
  lock(file)();
  assert.ok(!existsSync(`${file}.lock`) && !existsSync(`${file}.lock.left`));
});

test("a lock that names nobody is nobody's", async () => {
  await writeFile(`${file}.lock`, "");
  lock(file)();
});

test("of many that find a lock that was left, one gets it", async (t) => {
  await writeFile(`${file}.lock`, `${dead()} 1`);
  const all = Array.from({ length: 5 }, () => run(t, "--port", "0", "--data", file));
  const urls = await Promise.all(all.map(({ url }) => url));
  assert.equal(urls.filter(Boolean).length, 1, `${urls}`);
  const winner = all[urls.findIndex(Boolean)];
  for (const { child, ended } of all.filter((one) => one !== winner)) {
    const { code, errors } = await ended;
    assert.equal(code, 1);
    assert.match(errors, /^whatsmate-sandbox: data: .*messages: is in use/);
    assert.notEqual(child.pid, winner.child.pid);
  }
  winner.child.kill("SIGKILL");
  await winner.ended;
  const next = run(t, "--port", "0", "--data", file);
  assert.ok(await next.url, next.output.errors);
  next.child.kill();
  assert.equal((await next.ended).code, 0);
  assert.ok(!existsSync(`${file}.lock`));
});
