import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { PACKAGES } from "./packages.mjs";
import { Failure } from "./run.mjs";

const exec = promisify(execFile);
const NAMES = Object.keys(PACKAGES);

/**
 * The versions of both packages that are published, none of a name that npm does not know; or the problem, if npm does
 * not tell.
 * @returns {Promise<{ versions: Record<string, string[]>, problem?: string }>}
 */
export async function published() {
  const answers = await Promise.all(NAMES.map((name) => npm("view", name, "versions")));
  const failed = answers.find(({ error }) => error && error.code !== "E404");
  if (failed) return { versions: {}, problem: problem(failed) };
  return { versions: Object.fromEntries(NAMES.map((name, i) => [name, answers[i].error ? [] : [answers[i]].flat()])) };
}

/**
 * Installs the last release of both packages.
 * @param {string} folder an empty one
 * @returns {Promise<Record<string, string>>} where each is
 */
export async function installLatest(folder) {
  const answer = await npm("install", "--prefix", folder, "--no-audit", "--no-fund", ...NAMES.map((name) => `${name}@latest`));
  if (answer.error) throw new Failure(problem(answer));
  return Object.fromEntries(NAMES.map((name) => [name, join(folder, "node_modules", name)]));
}

/** What npm says, errors included. Whoever waits for it is not to wait for minutes. */
async function npm(...args) {
  const options = ["--json", "--fetch-retries=1", "--fetch-timeout=30000"];
  const { stdout } = await exec("npm", [...args, ...options]).catch((failed) => failed);
  return JSON.parse(stdout);
}

function problem({ error }) {
  return `npm does not tell what is published: ${error.summary}`;
}
