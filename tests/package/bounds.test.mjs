// What bounds a call from outside.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Bounds } from "../../pkg-template/bounds.js";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

test("what was waited for is not kept while the call goes on", async () => {
  for (const [signal, deadline] of [[undefined, undefined], [new AbortController().signal, 60_000]]) {
    await new Bounds(signal, deadline).hold(async (bounds) => {
      const pieces = [];
      for (let i = 0; i < 10; i += 1) {
        pieces.push(new WeakRef(await bounds.wait(Promise.resolve(new Uint8Array(1_000)))));
      }
      await new Promise((resolve) => setTimeout(resolve));
      collect();
      assert.equal(pieces.filter((piece) => piece.deref()).length, 0);
    });
  }
});

test("those who wait are told when the call ends, and those who begin to wait, too", async () => {
  const controller = new AbortController();
  const bounds = new Bounds(controller.signal);
  const never = new Promise(() => {});
  const waiting = [bounds.wait(never), bounds.wait(never), bounds.sleep(60_000)];
  controller.abort("enough");
  waiting.push(bounds.wait(never), bounds.wait(new Promise((_, reject) => setTimeout(reject, 5, new Error("unheard")))));
  for (const end of await Promise.allSettled(waiting)) assert.deepEqual([end.reason.kind, end.reason.cause], ["aborted", "enough"]);
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.throws(() => bounds.check(), { kind: "aborted" });
  await assert.rejects(bounds.hold(() => assert.fail("it is over")), { kind: "aborted" });
});

test("what has ended tells nobody any more", async () => {
  const controller = new AbortController();
  const bounds = new Bounds(controller.signal, 5);
  const waiting = bounds.wait(new Promise((resolve) => setTimeout(resolve, 20, "done")));
  assert.equal(await bounds.hold(() => 5), 5);
  controller.abort();
  assert.equal(await waiting, "done");
});
