import assert from "node:assert/strict";
import { test } from "node:test";
import { Bounds } from "../../pkg/bounds.js";
import { Pace } from "../../pkg/pace.js";

const nothing = () => undefined;

/** Lets everything happen that waits for nothing but its turn. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Asks for turns at once, and gives when each began on a clock that only this test moves. */
async function begins(t, pace, recipients, millis) {
  t.mock.timers.enable({ apis: ["Date", "setTimeout"], now: 1_000_000 });
  const found = [];
  const bounds = new Bounds();
  for (const recipient of recipients) pace.turn(recipient, bounds, nothing, async () => found.push([recipient, Date.now() - 1_000_000]));
  for (let now = 0; now <= millis; now += 10) {
    await settle();
    await settle();
    t.mock.timers.tick(10);
  }
  return found;
}

test("so many begin in a second, and no more at once after a rest", async (t) => {
  const found = await begins(t, new Pace(10), ["a", "b", "c", "d"], 400);
  assert.deepEqual(found, [["a", 0], ["b", 100], ["c", 200], ["d", 300]]);
});

test("two to one recipient are so far apart, others do not wait", async (t) => {
  const found = await begins(t, new Pace(undefined, 200), ["a", "a", "b", "a"], 500);
  assert.deepEqual(found, [["a", 0], ["b", 0], ["a", 200], ["a", 400]]);
});

test("who has waited for its recipient keeps the rate, too", async (t) => {
  t.mock.timers.enable({ apis: ["Date", "setTimeout"], now: 1_000_000 });
  const pace = new Pace(10, 300);
  const bounds = new Bounds();
  const found = [];
  const ask = (recipient) => pace.turn(recipient, bounds, nothing, async () => found.push(Date.now() - 1_000_000));
  ask("a");
  ask("a");
  for (let now = 0; now <= 600; now += 10) {
    await settle();
    await settle();
    // Just when the second one may begin.
    if (now === 300) ask("b");
    t.mock.timers.tick(10);
  }
  assert.deepEqual(found, [0, 300, 400]);
});

test("without limits nobody waits", async (t) => {
  const found = await begins(t, new Pace(), ["a", "b", "a"], 0);
  assert.deepEqual(found.map(([, at]) => at), [0, 0, 0]);
});

test("one that fails lets the next one through", async () => {
  const pace = new Pace();
  const bounds = new Bounds();
  await assert.rejects(pace.turn("a", bounds, nothing, async () => { throw new Error("no"); }));
  assert.equal(await pace.turn("a", bounds, nothing, async () => "yes"), "yes");
});

test("an abort ends the wait for a turn", async () => {
  const controller = new AbortController();
  const bounds = new Bounds(controller.signal);
  const pace = new Pace(0.01);
  await pace.turn("a", bounds, nothing, async () => {});
  const waiting = pace.turn("b", bounds, nothing, async () => assert.fail("it had its turn"));
  controller.abort();
  await assert.rejects(waiting, { kind: "aborted" });
});

test("what is known already is taken in the recipient's order, waits for no rate, and moves nobody's interval", async (t) => {
  t.mock.timers.enable({ apis: ["Date", "setTimeout"], now: 1_000_000 });
  const pace = new Pace(0.001, 1_000);
  const bounds = new Bounds();
  const found = [];
  await pace.turn("a", bounds, nothing, async () => found.push("first"));
  const last = pace.turn("a", bounds, () => "known", () => assert.fail("it was not known")).then((known) => found.push(known));
  await last;
  assert.deepEqual(found, ["first", "known"]);
  const waiting = new Pace(Infinity, 1_000);
  const times = [];
  const note = async () => times.push(Date.now() - 1_000_000);
  await waiting.turn("a", bounds, nothing, note);
  await waiting.turn("a", bounds, () => "known", note);
  const next = waiting.turn("a", bounds, nothing, note);
  for (let i = 0; i < 20; i += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    t.mock.timers.tick(100);
  }
  await next;
  assert.deepEqual(times, [0, 1_000]);
});
