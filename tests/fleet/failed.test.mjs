import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { left, startFleet, until } from "./fleet.mjs";

const LIMIT = { timeout: 60_000 };
const line = (key, number) => `${JSON.stringify({ key, kind: "text", number, message: `for ${key}` })}\n`;

let fleet;
before(async () => {
  fleet = await startFleet({ env: { LOCK_SECONDS: "1" } });
  fleet.start("worker.mjs");
}, LIMIT);
after(() => fleet.end());

const produce = (...given) => fleet.run("produce.mjs", [], line(...given));
const ended = () => until(async () => (await left(fleet.queue)) === 0);
const received = async () => (await fleet.ask("messages")).messages.map(({ message }) => message);

test("what failed is listed with its reason, and a mended line takes its place once it is dropped", LIMIT, async () => {
  await produce("wrong", "12");
  await ended();
  const found = JSON.parse(await fleet.run("failed.mjs"));
  assert.deepEqual([found.id, found.message.number], ["key-wrong", "12"]);
  assert.match(found.why, /number: 5 to 15 digits/);

  await produce("wrong", "12025550123");
  await ended();
  assert.deepEqual(await received(), [], "the key is known");
  assert.match(await fleet.run("failed.mjs", ["drop", "key-wrong"]), /key-wrong: drop/);
  await produce("wrong", "12025550123");
  await until(async () => (await received()).length === 1);
  assert.equal(await fleet.run("failed.mjs"), "");
});

test("what failed for a reason that is mended is sent as it is", LIMIT, async () => {
  await fleet.ask("faults", { method: "PUT", body: JSON.stringify([{ nth: 1, action: "status", status: 469 }]) });
  await produce("quota", "12025550123");
  await until(() => fleet.run("failed.mjs"));
  await fleet.run("failed.mjs", ["again", "key-quota"]);
  await until(async () => (await received()).includes("for quota"));
  await assert.rejects(fleet.run("failed.mjs", ["again", "key-quota"]), /ended with 1: key-quota is not there/);
  await assert.rejects(fleet.run("failed.mjs", ["forget", "key-quota"]), /ended with 2: What is to become/);
});

test("a line that can not be read is told by its number, and what is before it is put in", LIMIT, async () => {
  const lines = line("before", "12025550123") + "{bad\n" + line("behind", "12025550123");
  await assert.rejects(fleet.run("produce.mjs", [], lines), /ended with 1: Line 2 can not be read, nor is what follows/);
  await until(async () => (await received()).includes("for before"));
  assert.ok(!(await received()).includes("for behind"));
});

test("a worker that is told twice to end does, though Redis is away", LIMIT, async () => {
  const worker = fleet.start("worker.mjs");
  await until(async () => (await fleet.queue.getWorkers()).length === 2);
  await fleet.redis.stop();
  worker.kill("SIGTERM");
  const over = once(worker, "exit");
  await until(() => /ECONNREFUSED/.test(worker.complaints));
  worker.kill("SIGINT");
  assert.deepEqual(await over, [1, null]);
  await fleet.redis.start();
});
