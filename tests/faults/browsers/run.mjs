import { setTimeout as sleep } from "node:timers/promises";
import { limitOf, TIMEOUT } from "../expected.mjs";
import { FAULTS } from "../faults.mjs";
import { watchLag } from "../lag.mjs";
import { expectedInPage } from "./expected.mjs";
import { CrossOriginServer } from "./server.mjs";
import { openSite } from "./site.mjs";

/** How many scenarios of one browser are under way at once. */
const AT_ONCE = 24;
/** How much longer than it may take a promise gets to settle, in ms. */
const PATIENCE = 2_000;
/** How long a page gets to load, in ms. */
const LOADING = 20_000;

/**
 * Runs scenarios in a page, many at a time. `strays` is what came of no call in particular.
 * @param {import("./engines.mjs").Engine} engine
 * @param {(import("../run.mjs").Scenario & { isRelay?: boolean })[]} scenarios
 */
export async function runInPage(engine, scenarios) {
  const start = performance.now();
  const waiting = new Map();
  const strays = [];
  const site = await openSite((outcome) => {
    if (outcome.stray) {
      strays.push(outcome.stray);
    } else {
      waiting.get(outcome.id)?.(outcome);
      waiting.delete(outcome.id);
    }
  });
  const { driver, end } = await engine.start().catch((error) => {
    site.close();
    throw error;
  });
  try {
    await driver.get(site.url);
    await site.ready(AbortSignal.timeout(LOADING));
    let isSilent = false;
    const make = async (job) => {
      const silence = { id: job.id, failed: "the page says nothing of it" };
      if (isSilent) {
        return silence;
      }
      site.give(job);
      const outcome = new Promise((resolve) => waiting.set(job.id, resolve));
      const result = await Promise.race([outcome, sleep(job.limit + LOADING, silence, { ref: false })]);
      isSilent ||= result === silence;
      return result;
    };
    const results = await inLanes(engine, scenarios, make);
    return { engine, results, strays, seconds: (performance.now() - start) / 1_000 };
  } finally {
    await end();
    site.close();
  }
}

async function inLanes(engine, scenarios, make) {
  const lag = watchLag();
  const queue = scenarios.map((scenario, index) => ({ ...scenario, engine, runtime: engine.name, id: `m-${index}` }));
  const after = [];
  const work = async () => {
    for (let scenario = queue.shift(); scenario; scenario = queue.shift()) {
      const expected = expectedInPage(scenario);
      const server = await new CrossOriginServer(FAULTS[scenario.fault], scenario).listen();
      const lagBefore = lag();
      const outcome = await make(jobOf(scenario, expected, server.url));
      outcome.lag += lag() - lagBefore;
      after.push(finish({ ...scenario, expected }, server, outcome));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return Promise.all(after);
}

function jobOf({ id, call, isWarm, isRelay, broken }, expected, url) {
  return {
    ...{ id, call: call.name, url, isWarm, isRelay, broken },
    // A busy machine must not make a timeout of another fault.
    options: { timeout: expected.isLate ? TIMEOUT : 10 * TIMEOUT },
    limit: limitOf(expected) + PATIENCE,
  };
}

async function finish(scenario, server, outcome) {
  // A connection that a timeout or a refusal left half read is of no use to anybody.
  const isSpent = scenario.expected.isLate || (scenario.fault === "400 of 10 MB" && scenario.engine.endsUnread);
  const leftOpen = await server.end(isSpent);
  return { scenario, outcome, log: server.log, leftOpen };
}
