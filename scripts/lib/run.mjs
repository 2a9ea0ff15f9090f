import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Where cargo, and whatever else makes what can be made again, puts it.
 * @param {NodeJS.ProcessEnv} env
 */
export const targetFolder = (env) => env.CARGO_TARGET_DIR ?? join(root, "target");

/** A failure whose message says all there is to say: it is shown without a stack. */
export class Failure extends Error {}

/**
 * Finds a command on the PATH of an environment.
 * @param {string} command
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} its path
 */
export function which(command, env = process.env) {
  return (env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, command))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/**
 * Runs a command that takes milliseconds and returns what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} undefined when it cannot be run or fails
 */
export function output(command, args, env = process.env) {
  const result = spawnSync(command, args, { cwd: root, env, encoding: "utf8", maxBuffer: 2 ** 28 });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/**
 * Runs a command to its end and throws a {@link Failure} unless it succeeds. Its output is this process's own, or
 * goes to `onOutput`, both streams together.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, onOutput?: (text: string) => void }} [options]
 */
export async function run(command, args, { env = process.env, onOutput } = {}) {
  const stdio = onOutput ? ["ignore", "pipe", "pipe"] : "inherit";
  const child = spawn(command, args, { cwd: root, env, stdio });
  for (const stream of onOutput ? [child.stdout, child.stderr] : []) {
    stream.setEncoding("utf8").on("data", onOutput);
  }
  const ending = await new Promise((resolve) => {
    child.on("error", (error) => resolve(error.code === "ENOENT" ? "command not found" : error.message));
    child.on("close", (code, signal) => resolve(signal ?? code));
  });
  if (ending !== 0) {
    const reason = typeof ending === "number" ? `exit code ${ending}` : ending;
    throw new Failure(`Failed (${reason}): ${abbreviate([command, ...args])}`);
  }
}

function abbreviate(words) {
  return words.length > 16 ? `${words.slice(0, 16).join(" ")} …` : words.join(" ");
}

/**
 * Whether a module is the script that node was started with.
 * @param {string} url the module's `import.meta.url`
 */
export function isMain(url) {
  return process.argv[1] === fileURLToPath(url);
}

/**
 * Says what went wrong and makes this process fail.
 * @param {unknown} error
 */
export function report(error) {
  console.error(error instanceof Failure ? error.message : error);
  process.exitCode = 1;
}
