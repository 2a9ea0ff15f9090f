import { stripVTControlCharacters } from "node:util";
import { Failure, run } from "./run.mjs";

const CARGO = /^test result: .*?(\d+) passed; (\d+) failed;/gm;
// A cancelled test is one that never came to its end: node counts it apart from the failed ones.
const NODE = /^ℹ (pass|fail|cancelled) (\d+)$/gm;

/** The tests counted so far, over all runs. */
export const total = { passed: 0, failed: 0 };

/**
 * Runs a command that runs tests, hands its output to `show` and counts them. Throws if it fails or runs none, as a runner that
 * finds nothing to do succeeds.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(text: string) => void} show
 */
export async function runTests(command, args, env, show) {
  let text = "";
  const onOutput = (chunk) => {
    show(chunk);
    text += chunk;
  };
  let found;
  try {
    await run(command, args, { env, onOutput });
  } finally {
    found = count(stripVTControlCharacters(text));
  }
  if (found === 0) {
    throw new Failure(`No test was run by ${command} ${args.join(" ")}`);
  }
}

/** Adds what a runner says to the total, and tells how many tests that were. */
function count(text) {
  const numbers = [
    ...Array.from(text.matchAll(CARGO), ([, passed, failed]) => [Number(passed), Number(failed)]),
    ...Array.from(text.matchAll(NODE), ([, kind, number]) => (kind === "pass" ? [Number(number), 0] : [0, Number(number)])),
  ];
  let found = 0;
  for (const [passed, failed] of numbers) {
    total.passed += passed;
    total.failed += failed;
    found += passed + failed;
  }
  return found;
}
