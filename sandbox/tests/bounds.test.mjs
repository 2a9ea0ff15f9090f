import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { Bounds } from "../pkg/bounds.js";
import { timers } from "./support.mjs";

const never = () => new Promise(() => {});

test("what ends within its bounds leaves nothing behind", async (t) => {
  const bounds = new Bounds();
  const { signal } = new AbortController();
  const before = timers();
  const given = { signal, timeout: 60_000, late: new Error("late") };
  assert.equal(await bounds.run(async () => 7, given), 7);
  await assert.rejects(bounds.run(async () => Promise.reject(new Error("own")), given), { message: "own" });
  assert.deepEqual([timers(), getEventListeners(signal, "abort").length], [before, 0]);
  const abort = t.mock.method(AbortController.prototype, "abort");
  bounds.close();
  assert.equal(abort.mock.callCount(), 0);
});

test("each bound ends work that heeds no signal, and the signal tells why", async () => {
  const [late, gone] = [new Error("late"), new Error("gone")];
  for (const [given, end, reason] of [
    [{ timeout: 5, late }, () => {}, late],
    [{}, (caller) => caller.abort(gone), gone],
    [{ timeout: 60_000, late }, (caller, bounds) => bounds.close(), { name: "TypeError", message: "the sandbox was closed" }],
  ]) {
    const bounds = new Bounds();
    const caller = new AbortController();
    let told;
    const running = bounds.run((signal) => {
      told = signal;
      return never();
    }, { signal: caller.signal, ...given });
    end(caller, bounds);
    const error = await running.catch((error) => error);
    await assert.rejects(running, reason);
    assert.equal(told.reason, error);
  }
});

test("a pause takes its time, and ends with its bounds", async () => {
  const bounds = new Bounds();
  const [start, before] = [performance.now(), timers()];
  await bounds.pause(30);
  assert.ok(performance.now() - start > 28);
  const caller = new AbortController();
  const pauses = [Infinity, 100_000].flatMap((ms) => [bounds.pause(ms, caller.signal), bounds.pause(ms)]);
  const ended = Promise.allSettled(pauses);
  caller.abort(new Error("gone"));
  bounds.close();
  const reasons = (await ended).map(({ reason }) => reason.message);
  assert.deepEqual(reasons, ["gone", "the sandbox was closed", "gone", "the sandbox was closed"]);
  await assert.rejects(bounds.pause(1), { message: "the sandbox was closed" });
  assert.equal(timers(), before);
});

test("nothing begins for a caller who has gone, or once it is closed", async () => {
  const bounds = new Bounds();
  const gone = new Error("gone");
  await assert.rejects(bounds.run(assert.fail, { signal: AbortSignal.abort(gone) }), gone);
  bounds.close();
  await assert.rejects(bounds.run(assert.fail, {}), { message: "the sandbox was closed" });
});
