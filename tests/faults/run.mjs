import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { floors, runtimes } from "../runtimes/runtimes.mjs";
import { expected, limitOf, TIMEOUT } from "./expected.mjs";
import { FAULTS } from "./faults.mjs";
import { watchLag } from "./lag.mjs";
import { FaultServer } from "./server.mjs";

const CLIENT = fileURLToPath(new URL("client.mjs", import.meta.url));
export const PACKAGE = new URL("../../pkg/", import.meta.url);

/** How many scenarios of one runtime are under way at once. */
const AT_ONCE = 48;
/** How much longer than it may take a promise gets to settle, in ms. */
const PATIENCE = 2_000;
/** How long a runtime gets to end once it has nothing left to do, in ms. */
const ENDING = 10_000;

/**
 * One call that meets one fault.
 * @typedef {object} Scenario
 * @property {string} fault
 * @property {import("./calls.mjs").Call} call
 * @property {boolean} isWarm on a kept connection, or on a fresh one
 * @property {boolean} [retryUnknown]
 * @property {string} [broken] what is wrong with the client, on purpose
 */

/**
 * The runtimes that the package promises to work in, and the oldest Bun, which sends by itself what no other does: before
 * 1.4 any POST on a kept connection.
 */
export function tested() {
  const names = ["Node 20", "Node 26", "Deno", "Bun"];
  const permissions = ["--allow-net", `--allow-read=${fileURLToPath(PACKAGE)}`];
  const oldest = floors().filter(({ name }) => name.startsWith("Bun"));
  return [...runtimes({ permissions }).filter(({ name }) => names.includes(name)), ...oldest];
}

/**
 * Runs scenarios in a runtime, many at a time.
 * @param {import("../runtimes/runtimes.mjs").Runtime} runtime
 * @param {Scenario[]} scenarios
 * `strays` is what came of no call in particular: rejections that nobody handles, what was printed, a crash.
 * @returns {Promise<{ results: import("./check.mjs").Result[], strays: string[], seconds: number }>}
 */
export async function runScenarios(runtime, scenarios) {
  const { name } = runtime;
  const start = performance.now();
  const lag = watchLag();
  const client = startClient(runtime);
  const queue = scenarios.map((scenario, index) => ({ ...scenario, runtime: name, id: `m-${index}` }));
  const results = [];
  const after = [];
  const work = async () => {
    for (let scenario = queue.shift(); scenario; scenario = queue.shift()) {
      const server = await new FaultServer(FAULTS[scenario.fault], scenario).listen();
      const lagBefore = lag();
      const outcome = await client.make(jobOf(scenario, server.url));
      outcome.lag += lag() - lagBefore;
      after.push(finish(scenario, server, outcome).then((result) => results.push(result)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await Promise.all(after);
  await client.end();
  return { results, strays: client.strays, seconds: (performance.now() - start) / 1_000 };
}

function jobOf(scenario, url) {
  const { id, call, isWarm, retryUnknown, broken } = scenario;
  const expectation = expected(scenario);
  return {
    ...{ id, call: call.name, url: `${url}/${id}`, isWarm, broken },
    config: retryUnknown ? { retryUnknown } : {},
    // A busy machine must not make a timeout of another fault.
    options: { timeout: expectation.isLate ? TIMEOUT : 10 * TIMEOUT },
    limit: limitOf(expectation) + PATIENCE,
  };
}

async function finish(scenario, server, outcome) {
  // A connection that a timeout or a refusal left half read is of no use to anybody.
  const isSpent = Boolean(expected(scenario).isLate) || scenario.fault === "400 of 10 MB";
  const leftOpen = await server.end(isSpent);
  return { scenario, outcome, log: server.log, leftOpen };
}

function startClient({ name, command, args }) {
  const child = spawn(command, [...args, CLIENT, new URL("index.js", PACKAGE).href], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting = new Map();
  const strays = [];
  const ended = new Promise((resolve) => {
    child.on("error", resolve);
    child.on("close", (code, signal) => resolve(signal ?? code));
  });
  ended.then((ending) => {
    for (const [id, resolve] of waiting) {
      resolve({ id, failed: `${name} ended: ${ending}` });
    }
  });
  child.stdin.on("error", () => {});
  createInterface({ input: child.stdout }).on("line", (line) => {
    const outcome = JSON.parse(line);
    if (outcome.stray) {
      strays.push(outcome.stray);
      return;
    }
    waiting.get(outcome.id)?.(outcome);
    waiting.delete(outcome.id);
  });
  return {
    strays,
    make(job) {
      return new Promise((resolve) => {
        waiting.set(job.id, resolve);
        child.stdin.write(`${JSON.stringify(job)}\n`);
      });
    },
    async end() {
      child.stdin.end();
      const ending = await Promise.race([ended, sleep(ENDING, "it did not end by itself", { ref: false })]);
      child.kill("SIGKILL");
      if (ending !== 0) {
        strays.push(`${name}: ${ending}`);
      }
    },
  };
}
