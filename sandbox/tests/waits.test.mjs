// Waits, which can be ended all at once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Waits } from "../pkg/waits.js";

const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

test("a wait takes its time", async () => {
  const start = performance.now();
  await new Waits().pause(30);
  assert.ok(performance.now() - start > 28);
});

test("a wait ends with its signal, and so does one that begins later", async () => {
  const waits = new Waits();
  const controller = new AbortController();
  const reason = new Error("enough");
  const before = timers();
  const pauses = [waits.pause(Infinity, controller.signal), waits.pause(100_000, controller.signal)];
  const other = waits.pause(1);
  controller.abort(reason);
  await assert.rejects(pauses[0], reason);
  await assert.rejects(pauses[1], reason);
  await other;
  await assert.rejects(waits.pause(100_000, controller.signal), reason);
  assert.equal(timers(), before);
});

test("all waits end at once, and so do those that begin later", async () => {
  const waits = new Waits();
  const reason = new Error("closed");
  const before = timers();
  const pauses = [waits.pause(Infinity), waits.pause(100_000), waits.pause(100_000, new AbortController().signal)];
  await waits.pause(1);
  waits.end(reason);
  for (const pause of [...pauses, waits.pause(100_000), waits.pause(Infinity)]) {
    await assert.rejects(pause, reason);
  }
  assert.equal(timers(), before);
});
