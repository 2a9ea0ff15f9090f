import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { shown } from "./outcome.mjs";

const { FUZZ_SEED, FUZZ_PATH, FUZZ_TIMES = "1" } = process.env;

const count = { cases: 0, crashes: 0 };
const strays = [];
for (const kind of ["unhandledRejection", "uncaughtException"]) {
  process.on(kind, (thrown) => strays.push(`${kind}: ${shown(thrown)}`));
}

/**
 * Examines `runs` cases. A failure prints its seed and path; with them in FUZZ_SEED and FUZZ_PATH, and the name in
 * `--test-name-pattern`, that one case is examined again. FUZZ_TIMES multiplies the number of cases.
 */
export function fuzz({ name, runs, cases, examine }) {
  const seed = Number(FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
  test(name, async () => {
    console.log(`${name}: seed ${seed}`);
    const property = fc.asyncProperty(cases, async (given) => {
      count.cases += 1;
      strays.length = 0;
      await examine(given);
      // Node tells of unhandled rejections when a turn of the event loop is over; what comes late takes two.
      await turn();
      await turn();
      if (strays.length > 0) throw new Error(strays.join("; "));
    });
    try {
      const numRuns = runs * Number(FUZZ_TIMES);
      await fc.assert(property, { seed, path: FUZZ_PATH, numRuns, includeErrorInReport: true, interruptAfterTimeLimit: 120_000 });
    } catch (failure) {
      count.crashes += 1;
      throw failure;
    }
  });
}

/** Prints how many cases there were. */
export function summary() {
  console.log(`fuzz cases: ${count.cases}, crashes: ${count.crashes}`);
}
