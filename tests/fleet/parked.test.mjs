import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { freePort } from "../../scripts/lib/free-port.mjs";
import { left, startFleet, until } from "./fleet.mjs";
import { list } from "./messages.mjs";

const LIMIT = { timeout: 60_000 };
const ONE = "key-list%207%3A%200";

let fleet;
before(async () => (fleet = await startFleet({ env: { LOCK_SECONDS: "1" } })), LIMIT);
after(() => fleet.end());
beforeEach(async () => {
  await fleet.queue.obliterate({ force: true });
  await fleet.parked.obliterate({ force: true });
  await fleet.ask("messages", { method: "DELETE" });
});

const fault = (...faults) => fleet.ask("faults", { method: "PUT", body: JSON.stringify(faults) });
const used = async () => (await fleet.ask("faults")).faults[0].used === 1;
const received = async () => (await fleet.ask("messages")).messages.length;
const isParked = () => fleet.parked.getJob(ONE);
const ended = async () => (await left(fleet.queue)) === 0;
const outcomeOf = async (id) => (await fleet.queue.getJob(id))?.returnvalue;

test("a message whose worker died is parked, and arrives once when a person sends it again", LIMIT, async (t) => {
  await fault({ nth: 1, action: "hang", when: "before" });
  await fleet.run("produce.mjs", [], list(1));
  const first = fleet.start("worker.mjs");
  await until(used);
  first.kill("SIGKILL");
  const second = fleet.start("worker.mjs");
  t.after(() => second.kill("SIGKILL"));
  await until(isParked);
  await until(ended);
  assert.equal(await received(), 0);
  assert.match(await fleet.run("parked.mjs"), /"key-list%207%3A%200".*"message 0\.".*begun by/);

  // Two persons decide the same.
  await Promise.allSettled([1, 2].map(() => fleet.run("parked.mjs", ["again", ONE])));
  await until(async () => (await outcomeOf(`${ONE}+again`))?.status === "queued");
  assert.equal(await received(), 1);
  assert.equal(await fleet.run("parked.mjs"), "");
  await fleet.run("produce.mjs", [], list(1));
  assert.ok(await ended(), "it is not put in again");
});

test("a message that a person drops is not sent, nor put in again", LIMIT, async (t) => {
  await fault({ nth: 1, action: "reset", when: "after" });
  await fleet.run("produce.mjs", [], list(1));
  const worker = fleet.start("worker.mjs");
  t.after(() => worker.kill("SIGKILL"));
  await until(isParked);
  await until(ended);
  await fleet.run("parked.mjs", ["drop", ONE]);
  await fleet.run("produce.mjs", [], list(1));
  assert.ok(await ended());
  assert.equal(await fleet.run("parked.mjs"), "");
  assert.equal(await received(), 1);
});

test("a worker that was held up beyond its lock has no say any more", LIMIT, async (t) => {
  await fault({ nth: 1, action: "slow", delay: 4_000 });
  await fleet.run("produce.mjs", [], list(1));
  const first = fleet.start("worker.mjs");
  await until(received);
  first.kill("SIGSTOP");
  const second = fleet.start("worker.mjs");
  t.after(() => [first, second].map((worker) => worker.kill("SIGKILL")));
  await until(isParked);
  await until(ended);
  first.kill("SIGCONT");
  await until(() => first.complaints.includes("Missing lock"));
  assert.equal((await outcomeOf(ONE)).status, "parked");
  assert.equal(await received(), 1);
});

test("what was certainly not sent is tried again", LIMIT, async (t) => {
  await fault();
  await fleet.run("produce.mjs", [], list(1));
  const astray = fleet.start("worker.mjs", [], { WHATSMATE_BASE_URL: `http://127.0.0.1:${await freePort()}` });
  await until(() => fleet.queue.getDelayedCount());
  astray.kill("SIGKILL");
  const worker = fleet.start("worker.mjs");
  t.after(() => worker.kill("SIGKILL"));
  await until(async () => (await outcomeOf(ONE))?.status === "queued");
  assert.equal(await received(), 1);
});
