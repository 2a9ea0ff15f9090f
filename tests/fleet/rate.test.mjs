import assert from "node:assert/strict";
import { test } from "node:test";
import { left, startFleet, until } from "./fleet.mjs";
import { list } from "./messages.mjs";

const COUNT = 100;
const PER_SECOND = 25;

test("a rate holds over all workers", { timeout: 60_000 }, async (t) => {
  const fleet = await startFleet();
  t.after(() => fleet.end());
  await fleet.run("rate.mjs", [String(PER_SECOND)]);
  await fleet.run("produce.mjs", [], list(COUNT));
  for (let i = 0; i < 2; i += 1) fleet.start("worker.mjs");
  await until(async () => (await left(fleet.queue)) === 0);

  const jobs = await fleet.queue.getJobs("completed");
  const { messages } = await fleet.ask(`messages?limit=${COUNT}`);
  const first = Math.min(...jobs.map(({ processedOn }) => processedOn));
  const last = Math.max(...messages.map(({ receivedAt }) => Date.parse(receivedAt)));
  assert.equal(messages.length, COUNT);
  // A second begins with its first message, so that in this time there were at most so many of them; a clock may be a little off.
  const seconds = Math.floor((last - first) / 990) + 1;
  t.diagnostic(`${COUNT} within ${last - first} ms`);
  assert.ok(COUNT <= seconds * PER_SECOND, `${COUNT} messages in ${last - first} ms`);
});
