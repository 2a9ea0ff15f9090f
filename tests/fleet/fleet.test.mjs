import assert from "node:assert/strict";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { left, startFleet, until } from "./fleet.mjs";
import { list, textOf } from "./messages.mjs";

const COUNT = 5_000;
const WORKERS = 4;

/** What goes wrong on the way, beside what is killed. The first that applies decides. */
const FAULTS = [
  { nth: COUNT / 10, action: "status", status: 429, headers: { "retry-after": "1" } },
  { nth: COUNT / 2, action: "status", status: 429 },
  { probability: 0.002, action: "reset", when: "after" },
  { probability: 0.002, action: "reset", when: "before" },
  { probability: 0.002, action: "status", status: 400 },
  { probability: 0.002, action: "status", status: 502, when: "after" },
  { probability: 0.2, action: "slow", delay: 50 },
];

/** Puts the list in by a producer that is cut off, and one that begins again. */
async function produce(fleet) {
  const first = fleet.start("produce.mjs");
  first.stdin.on("error", () => {});
  first.stdin.write(list(COUNT / 2));
  await until(() => left(fleet.queue));
  first.kill("SIGKILL");
  await fleet.run("produce.mjs", [], list(COUNT));
}

/** Kills a worker whenever a fortieth has arrived, and Redis once, until nearly all have. */
async function harass(fleet, workers) {
  const kills = { workers: 0, Redis: 0 };
  const received = async () => (await fleet.ask("counts")).total;
  for (let seen = 0; seen < COUNT * 0.9; seen = await received()) {
    const victim = Math.floor(Math.random() * workers.length);
    workers[victim].kill("SIGKILL");
    workers[victim] = fleet.start("worker.mjs");
    kills.workers += 1;
    if (kills.Redis === 0 && seen > COUNT / 2) {
      await fleet.redis.stop();
      await fleet.redis.start();
      kills.Redis += 1;
    }
    await until(async () => (await received()) >= Math.min(seen + COUNT / 40, COUNT * 0.9));
  }
  return kills;
}

/** What became of the messages, as lists of texts. */
async function outcomes({ queue, parked, ask }) {
  const [completed, failed, undecided] = await Promise.all([queue.getJobs("completed"), queue.getJobs("failed"), parked.getWaiting()]);
  const { messages } = await ask(`messages?limit=${2 * COUNT}`);
  const texts = (jobs) => jobs.map(({ data }) => data.message).sort();
  const ended = (status) => texts(completed.filter(({ returnvalue }) => returnvalue.status === status));
  return {
    queued: ended("queued"),
    parked: ended("parked"),
    failed: texts(failed),
    undecided: undecided.map(({ data }) => data.message.message).sort(),
    inbox: messages.map(({ message }) => message).sort(),
  };
}

const without = (some, others) => {
  const set = new Set(others);
  return some.filter((each) => !set.has(each));
};

test("5,000 messages, workers killed all along and Redis once: none twice, none lost", { timeout: 170_000 }, async (t) => {
  const fleet = await startFleet({ env: { LOCK_SECONDS: "3" } });
  t.after(() => fleet.end());
  await fleet.ask("faults", { method: "PUT", body: JSON.stringify(FAULTS) });
  await fleet.run("rate.mjs", ["500"]);
  let told;
  createInterface({ input: fleet.start("watch.mjs").stdout }).on("line", (line) => (told = JSON.parse(line)));
  await until(() => told);

  const workers = Array.from({ length: WORKERS }, () => fleet.start("worker.mjs"));
  await produce(fleet);
  const kills = await harass(fleet, workers);
  await until(async () => (await left(fleet.queue)) === 0);
  await fleet.run("produce.mjs", [], list(COUNT));
  assert.equal(await left(fleet.queue), 0, "what has ended is not put in again");

  const { queued, parked, failed, undecided, inbox } = await outcomes(fleet);
  const counts = { queued: queued.length, parked: parked.length, failed: failed.length };
  t.diagnostic(`killed ${JSON.stringify(kills)}, ended ${JSON.stringify(counts)}, ${inbox.length} in the inbox`);
  assert.deepEqual(inbox.filter((text, at) => text === inbox[at - 1]), [], "none twice");
  const all = Array.from({ length: COUNT }, (_, index) => textOf(index));
  assert.deepEqual([...queued, ...parked, ...failed].sort(), all.sort(), "each has ended in one way");
  assert.deepEqual(undecided, parked, "all that are parked wait for a person");
  assert.deepEqual(without(queued, inbox), [], "what is queued has arrived");
  assert.deepEqual(without(inbox, [...queued, ...parked]), [], "what has arrived is queued or parked");
  assert.ok(queued.length > COUNT / 2, "most are queued");
  await until(() => told.ended.queued + told.ended.parked + told.ended.failed >= COUNT);
  assert.deepEqual(told.ended, counts, "watch.mjs counts the same");

  for (const worker of workers) worker.kill("SIGTERM");
  await Promise.all(workers.map((worker) => worker.exitCode ?? once(worker, "exit")));
});
