import { expected } from "../expected.mjs";

/**
 * What the design has come of a fault in a page, where a page differs from other runtimes.
 * @param {import("../run.mjs").Scenario & { engine: import("./engines.mjs").Engine }} scenario
 * @returns {import("../expected.mjs").Expected}
 */
export function expectedInPage(scenario) {
  const usual = expected(scenario);
  switch (scenario.fault) {
    case "refused":
      // A page is not told why a connection failed, so that nothing was sent is not proven.
      return { ...usual, delivery: usual.delivery && "unknown", attempts: 1 };
    case "302":
      // A page is told that there was a redirect, and no more.
      return { ...usual, error: { status: 0 } };
    case "an answer that is no HTTP":
      return takesItForABeginning(scenario) ? expected({ ...scenario, fault: "hang after taking" }) : usual;
    default:
      return usual;
  }
}

/** Firefox, where an answer came on the same connection before, waits for more. */
function takesItForABeginning({ engine, isWarm }) {
  return engine.name === "Firefox" && isWarm;
}

/**
 * How often the browser sends a request again by itself, for one fetch of the package's.
 * @param {import("../run.mjs").Scenario & { engine: import("./engines.mjs").Engine }} scenario
 * @param {{ method: "GET" | "POST", isReused: boolean }} [first] what the server saw of it first
 */
export function timesAdded({ engine, fault }, first) {
  const { after } = engine.sendsAgain;
  return first && after.includes(fault) ? engine.sendsAgain[first.method][first.isReused ? "kept" : "fresh"] : 0;
}
