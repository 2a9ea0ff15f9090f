// Whether what ends or goes on by a timer or a signal does so while garbage is collected all the time.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ensureRuntimes, runtimes } from "../runtimes/runtimes.mjs";
import { inChild } from "./support/child.mjs";
import { hangingServer } from "./support/hanging.mjs";

await ensureRuntimes();
const nodes = runtimes().filter(({ name }) => name.startsWith("Node"));
const LIMIT = { timeout: 60_000 };

let server;
before(async () => {
  server = await hangingServer();
});
after(() => server.close());

describe("no timer is lost", { concurrency: 2 }, () => {
  for (const { name, command } of nodes) {
    test(name, LIMIT, async () => {
      const result = await inChild("timers.mjs", [server.origin, "2", "4"], { node: command });
      const { wrongs, calls, kinds, slowest, collections } = result;
      const most = `${Math.round(slowest)} ms at most, ${collections} collections`;
      console.log(`timers, ${name}: ${calls} calls of ${kinds.length} kinds, ${wrongs.length} wrong, ${most}`);
      assert.deepEqual(wrongs, []);
      assert.ok(collections > 50, `only ${collections} collections`);
    });
  }
});

// By itself: what is not collected in time on a busy machine is not lost.
test("timers and listeners that nobody holds are found", { timeout: 5 * LIMIT.timeout }, async () => {
  let unseen;
  // On a busy machine the collector may come too late for many of them at once.
  for (let run = 0; run < 5 && unseen?.length !== 0; run += 1) {
    const { wrongs, kinds } = await inChild("timers.mjs", [server.origin, "2", "4"], { before: "lossy.mjs" });
    const isSeen = (kind) => wrongs.includes(`${kind}: lost`) || wrongs.includes(`${kind}, stub: lost`);
    unseen = (unseen ?? kinds).filter((kind) => !isSeen(kind));
  }
  assert.deepEqual(unseen, []);
});
