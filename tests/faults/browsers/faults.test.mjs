import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { callOf } from "../calls.mjs";
import { FAULTS } from "../faults.mjs";
import { wrongsInPage } from "./check.mjs";
import { ENGINES, tested } from "./engines.mjs";
import { table } from "./report.mjs";
import { runInPage } from "./run.mjs";

const LIMIT = { timeout: 120_000 };

const calls = [
  "WhatsApp sendText to a number",
  "WhatsApp sendText to a group",
  "WhatsApp sendImage to a number",
  "WhatsApp sendImage to a group",
  "WhatsApp sendDocument to a number",
  "WhatsApp sendDocument to a group",
  "Telegram sendVoiceNote to a number",
  "pdf.submit",
].map(callOf);
const connections = { "a fresh connection": false, "a kept connection": true };
const states = Object.values(connections);

/** Those that are tried by a relay, too. */
const relayed = ["WhatsApp sendText to a number", "WhatsApp sendDocument to a number", "pdf.submit"].map(callOf);

const scenariosOf = (calls, more) =>
  Object.keys(FAULTS).flatMap((fault) => calls.flatMap((call) => states.map((isWarm) => ({ fault, call, isWarm, ...more }))));
const scenarios = [...scenariosOf(calls), ...scenariosOf(relayed, { isRelay: true })];

// One browser after the other: each has many calls under way, and a machine may have two cores.
let last = Promise.resolve();
const runs = tested().map((engine) => {
  const promise = last.then(() => runInPage(engine, scenarios)).then((run) => ({ ...run, wrong: judged(run) }));
  last = promise.catch(() => {});
  return { engine, promise };
});

function judged({ results }) {
  return new Map(results.map((result) => [result, wrongsInPage(result)]).filter(([, found]) => found.length > 0));
}

for (const { name, missing } of ENGINES.filter((engine) => engine.missing)) {
  test(name, { skip: missing }, () => {});
}

for (const { engine, promise } of runs) {
  describe(engine.name, () => {
    test("tries everything, prints nothing, and leaves no rejection unhandled", LIMIT, async () => {
      const { results, strays } = await promise;
      assert.equal(results.length, scenarios.length);
      assert.deepEqual(strays, []);
    });

    for (const [title, isWarm] of Object.entries(connections)) {
      for (const fault of Object.keys(FAULTS)) {
        test(`${fault}, on ${title}`, LIMIT, () =>
          holds(promise, calls, (each) => each.fault === fault && each.isWarm === isWarm && !each.isRelay),
        );
        test(`${fault}, on ${title}, by a relay: it sends the call on once`, LIMIT, () =>
          holds(promise, relayed, (each) => each.fault === fault && each.isWarm === isWarm && each.isRelay),
        );
      }
    }

    test("by a relay, no two calls have the same key", LIMIT, async () => {
      const { results } = await promise;
      const keys = results.filter(({ scenario }) => scenario.isRelay).map(({ outcome }) => outcome.fetches[0].key);
      assert.equal(new Set(keys).size, relayed.length * Object.keys(FAULTS).length * states.length);
    });
  });
}

async function holds(promise, calls, isMeant) {
  const { results, wrong } = await promise;
  const meant = results.filter(({ scenario }) => isMeant(scenario));
  assert.equal(meant.length, calls.length);
  const found = meant.flatMap((result) => wrong.get(result) ?? []);
  assert.equal(found.length, 0, found.join("\n"));
}

after(async () => {
  const settled = await Promise.allSettled(runs.map(({ promise }) => promise));
  console.log(`\n${table(settled.filter(({ value }) => value).map(({ value }) => value))}\n`);
});
