import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const path = (file) => fileURLToPath(new URL(file, import.meta.url));

/**
 * Runs a script of this folder in a process that can collect garbage when it likes, and gives what it printed as JSON.
 *
 * @param {string} script
 * @param {string[]} args
 * @param {{ node?: string, before?: string, patience?: number }} [options] `before`: a module of this folder that is
 *   loaded first
 */
export async function inChild(script, args, { node = process.execPath, before, patience = 60_000 } = {}) {
  const first = before ? ["--import", new URL(before, import.meta.url).href] : [];
  try {
    const all = ["--expose-gc", ...first, path(script), ...args];
    const { stdout } = await run(node, all, { timeout: patience, killSignal: "SIGKILL" });
    return JSON.parse(stdout);
  } catch (failure) {
    const how = failure.killed ? `did not end within ${patience} ms` : `ended with ${failure.code ?? failure.signal}`;
    return assert.fail(`${script} ${args.join(" ")} ${how}: ${`${failure.stderr}`.slice(-600)}`);
  }
}
