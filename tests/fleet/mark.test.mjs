import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { startFleet } from "./fleet.mjs";

const LIMIT = { timeout: 30_000 };
const JOB = { id: "a-job" };

let fleet, redis, markOf, lock;
before(async () => {
  fleet = await startFleet();
  redis = fleet.connection;
  const { defineMarks, Mark } = await fleet.load("mark.mjs");
  defineMarks(redis);
  markOf = (token) => new Mark(redis, fleet.queue, JOB, token);
  lock = (token) => redis.set(`${fleet.queue.toKey(JOB.id)}:lock`, token);
}, LIMIT);
after(() => fleet.end());
beforeEach(async () => {
  await redis.flushdb();
  await lock("mine");
});

test("a mark is there until it is taken", LIMIT, async () => {
  const mark = markOf("mine");
  assert.equal(await mark.set(), undefined);
  assert.match(await markOf("mine").set(), new RegExp(` ${process.pid} at 20`));
  await mark.take();
  assert.equal(await markOf("mine").set(), undefined);
});

test("a command that Redis is sent twice finds its own mark", LIMIT, async () => {
  const mark = markOf("mine");
  await mark.set();
  assert.equal(await mark.set(), undefined);
});

test("nobody takes the mark of another", LIMIT, async () => {
  const mark = markOf("mine");
  await mark.set();
  await markOf("mine").take();
  assert.notEqual(await markOf("mine").set(), undefined);
});

test("who has lost the lock neither sets a mark nor takes one", LIMIT, async () => {
  const mark = markOf("mine");
  await mark.set();
  await lock("another's");
  await mark.take();
  assert.notEqual(await markOf("another's").set(), undefined, "it is still there");
  await assert.rejects(markOf("mine").set(), /taken the message over/);
  await redis.del(fleet.queue.toKey(JOB.id));
  await assert.rejects(mark.set(), /taken the message over/);
  assert.equal(await markOf("another's").set(), undefined);
});
