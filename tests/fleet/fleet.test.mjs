import assert from "node:assert/strict";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { startFleet, until } from "./fleet.mjs";

const COUNT = 5_000;
const WORKERS = 4;

const keyOf = (index) => `list 7: ${index}`;
const textOf = (index) => `message ${index}.`;
const number = (index) => `120255501${String(index % 100).padStart(2, "0")}`;
const line = (index) => JSON.stringify({ key: keyOf(index), kind: "text", number: number(index), message: textOf(index) });
const list = (count) => Array.from({ length: count }, (_, index) => line(index)).join("\n");

/** What goes wrong on the way, beside what is killed. The first that applies decides. */
const FAULTS = [
  { nth: 500, action: "status", status: 429, headers: { "retry-after": "1" } },
  { nth: 2500, action: "status", status: 429 },
  { probability: 0.002, action: "reset", when: "after" },
  { probability: 0.002, action: "reset", when: "before" },
  { probability: 0.002, action: "status", status: 400 },
  { probability: 0.002, action: "status", status: 502, when: "after" },
  { probability: 0.2, action: "slow", delay: 50 },
];

/** The queues, as the example opens them, for the test to look at. */
async function look(t, fleet) {
  process.env.REDIS_URL = fleet.redis.url;
  const { connect, openParked, openQueue } = await import(pathToFileURL(join(fleet.folder, "queue.mjs")));
  const redis = connect();
  const [queue, parked] = [openQueue, openParked].map((open) => open(redis, { name: "whatsapp-1" }));
  t.after(() => redis.disconnect());
  return { redis, queue, parked };
}

const left = ({ waiting, active, delayed }) => waiting + active + delayed;

test("5,000 messages, workers killed all along, Redis killed once: none twice, none lost", { timeout: 170_000 }, async (t) => {
  const fleet = await startFleet({ env: { LOCK_SECONDS: "3" } });
  t.after(() => fleet.end());
  await fleet.ask("faults", { method: "PUT", body: JSON.stringify(FAULTS) });
  const { queue, parked } = await look(t, fleet);
  await fleet.run("rate.mjs", ["500"]);

  let told;
  createInterface({ input: fleet.start("watch.mjs").stdout }).on("line", (text) => (told = JSON.parse(text)));
  await until(() => told);

  const workers = Array.from({ length: WORKERS }, () => fleet.start("worker.mjs"));
  const kills = { workers: 0, producers: 0, Redis: 0 };

  // A producer that is cut off, and then runs again.
  const first = fleet.start("produce.mjs");
  first.stdin.on("error", () => {});
  first.stdin.write(`${list(COUNT / 2)}\n`);
  await until(async () => left(await queue.getJobCounts()) > 0);
  first.kill("SIGKILL");
  kills.producers += 1;
  await fleet.run("produce.mjs", [], list(COUNT));

  const received = async () => (await fleet.ask("counts")).total;
  for (let seen = 0; seen < COUNT * 0.95; seen = await received()) {
    const victim = Math.floor(Math.random() * WORKERS);
    workers[victim].kill("SIGKILL");
    kills.workers += 1;
    workers[victim] = fleet.start("worker.mjs");
    if (kills.Redis === 0 && seen > COUNT / 2) {
      await fleet.redis.crash();
      kills.Redis += 1;
    }
    const next = seen + COUNT / 40;
    await until(async () => (await received()) >= Math.min(next, COUNT * 0.95));
  }
  await until(async () => left(await queue.getJobCounts()) === 0);
  await fleet.run("produce.mjs", [], list(COUNT));
  assert.equal(left(await queue.getJobCounts()), 0, "what has ended is not put in again");

  const [completed, failed, waiting] = await Promise.all([queue.getJobs("completed"), queue.getJobs("failed"), parked.getWaiting()]);
  const texts = (jobs) => jobs.map(({ data }) => data.message).sort();
  const queued = texts(completed.filter(({ returnvalue }) => returnvalue.status === "queued"));
  const unknown = texts(completed.filter(({ returnvalue }) => returnvalue.status === "parked"));
  const { messages } = await fleet.ask(`messages?limit=${2 * COUNT}`);
  const inbox = messages.map(({ message }) => message).sort();
  const counts = { queued: queued.length, failed: failed.length, parked: unknown.length, "in the inbox": inbox.length };
  t.diagnostic(`killed: ${JSON.stringify(kills)}; ${JSON.stringify(counts)}`);

  assert.deepEqual(inbox.filter((message, at) => message === inbox[at - 1]), [], "none twice");
  const all = Array.from({ length: COUNT }, (_, index) => textOf(index)).sort();
  assert.deepEqual([...queued, ...texts(failed), ...unknown].sort(), all, "each has ended in one way");
  assert.deepEqual(waiting.map(({ data }) => data.message.message).sort(), unknown, "each whose fate is unknown is parked");
  const arrived = new Set(inbox);
  assert.deepEqual(queued.filter((message) => !arrived.has(message)), [], "what is queued has arrived");
  const known = new Set([...queued, ...unknown]);
  assert.deepEqual(inbox.filter((message) => !known.has(message)), [], "what has arrived is queued or parked");
  assert.ok(queued.length > COUNT / 2, "most are queued");

  await until(() => told.ended.queued + told.ended.parked + told.ended.failed >= COUNT);
  assert.deepEqual(told.ended, { queued: queued.length, parked: unknown.length, failed: failed.length }, "watch.mjs counts the same");

  for (const worker of workers) worker.kill("SIGTERM");
  await Promise.all(workers.map((worker) => worker.exitCode ?? worker.signalCode ?? once(worker, "exit")));
});
