import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { CALLS } from "./calls.mjs";
import { wrongs } from "./check.mjs";
import { FAULTS } from "./faults.mjs";
import { table } from "./report.mjs";
import { runScenarios, tested } from "./run.mjs";

/** How many runtimes are busy at once. */
const LANES = 2;
const LIMIT = { timeout: 300_000 };

const connections = { "a fresh connection": false, "a kept connection": true };
const states = Object.values(connections);

const scenarios = [
  ...Object.keys(FAULTS).flatMap((fault) => CALLS.flatMap((call) => states.map((isWarm) => ({ fault, call, isWarm })))),
  ...CALLS.filter(({ effect }) => effect !== "reads").flatMap((call) =>
    states.map((isWarm) => ({ fault: "reset after the body", call, isWarm, retryUnknown: true })),
  ),
];

const waiting = tested().map((runtime) => {
  const { promise, resolve, reject } = deferred();
  return { runtime, promise, resolve, reject };
});
const queue = [...waiting];
for (let lane = 0; lane < LANES; lane += 1) {
  work();
}

async function work() {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { runtime, resolve, reject } = next;
    await runScenarios(runtime, scenarios).then(
      (run) => resolve({ ...run, ...judged(run), name: runtime.name }),
      reject,
    );
  }
}

function judged({ results }) {
  const all = results.map((result) => [result, wrongs(result)]);
  return { wrong: new Map(all.filter(([, found]) => found.length > 0)) };
}

function deferred() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  // Each test that waits for it tells of its failure.
  parts.promise.catch(() => {});
  return parts;
}

for (const { runtime, promise } of waiting) {
  describe(`${runtime.name} (${runtime.version})`, () => {
    test("tries everything, prints nothing, leaves no rejection unhandled, and ends by itself", LIMIT, async () => {
      const { results, strays } = await promise;
      assert.equal(results.length, scenarios.length);
      assert.deepEqual(strays, []);
    });

    for (const [title, isWarm] of Object.entries(connections)) {
      for (const fault of Object.keys(FAULTS)) {
        test(`${fault}, on ${title}`, LIMIT, () =>
          holds(promise, (each) => each.fault === fault && each.isWarm === isWarm),
        );
      }
      test(`retryUnknown repeats what was reset after the body, on ${title}`, LIMIT, () =>
        holds(promise, (each) => each.retryUnknown && each.isWarm === isWarm, true),
      );
    }
  });
}

async function holds(promise, isMeant, retryUnknown = undefined) {
  const { results, wrong } = await promise;
  const meant = results.filter(({ scenario }) => isMeant(scenario) && scenario.retryUnknown === retryUnknown);
  assert.ok(meant.length > 0);
  const found = meant.flatMap((result) => wrong.get(result) ?? []);
  assert.equal(found.length, 0, found.join("\n"));
}

after(async () => {
  const runs = await Promise.all(waiting.map(({ promise }) => promise));
  console.log(`\n${table(runs)}\n`);
});
