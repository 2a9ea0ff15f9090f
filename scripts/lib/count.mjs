import { stripVTControlCharacters } from "node:util";
import { Failure, run } from "./run.mjs";

const CARGO = /^test result: .*?(\d+) passed; (\d+) failed;/gm;
// A cancelled test is one that never came to its end: node counts it apart from the failed ones.
const NODE = /^ℹ (pass|fail|cancelled) (\d+)$/gm;

/** The tests counted so far, over all runs. */
export const total = { passed: 0, failed: 0 };

/**
 * Runs a command that runs tests, shows its output and counts them. Throws if it fails or runs none, as a runner that
 * finds nothing to do succeeds.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export async function runTests(command, args, env) {
  let text = "";
  const onOutput = (chunk) => {
    process.stdout.write(chunk);
    text += chunk;
  };
  const before = total.passed + total.failed;
  try {
    await run(command, args, { env, onOutput });
  } finally {
    count(stripVTControlCharacters(text));
  }
  if (total.passed + total.failed === before) {
    throw new Failure(`No test was run by ${command} ${args.join(" ")}`);
  }
}

function count(text) {
  for (const [, passed, failed] of text.matchAll(CARGO)) {
    total.passed += Number(passed);
    total.failed += Number(failed);
  }
  for (const [, kind, number] of text.matchAll(NODE)) {
    total[kind === "pass" ? "passed" : "failed"] += Number(number);
  }
}
