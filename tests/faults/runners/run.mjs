import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PACKAGE } from "../run.mjs";
import { serve } from "./rows.mjs";
import { installedFile } from "./runners.mjs";

const exec = promisify(execFile);
const PROJECT = fileURLToPath(new URL("project/", import.meta.url));

/** How long a runner gets for its whole project, in ms. */
const LIMIT = 60_000;

const jest = (environment) => (folder, output) => [
  installedFile("jest/bin/jest.js"),
  "--json",
  `--outputFile=${output}`,
  "--config",
  JSON.stringify({
    rootDir: folder,
    testMatch: ["**/faults.jest.cjs"],
    testEnvironment: environment(folder),
    transform: {},
    cache: false,
    watchman: false,
  }),
];

const vitest = (environment) => (folder, output) => [
  installedFile("vitest/vitest.mjs"),
  "run",
  ...["--root", folder, "--environment", environment, "--reporter=json", `--outputFile=${output}`],
];

/** The runners and their environments: the arguments for Node, by the project's folder and where to put the results. */
export const RUNNERS = {
  "Jest, node": jest(() => "node"),
  "Jest, jsdom": jest((folder) => join(folder, "jsdom-environment.cjs")),
  "Vitest, node": vitest("node"),
  "Vitest, jsdom": vitest("jsdom"),
};

/** What a project must be able to import beside the package, as if npm had installed it there. */
const BESIDE = ["vitest", "jsdom", "jest-environment-jsdom"];

/**
 * Lays a project that has the package installed, as npm packs it.
 * @param {(folder: string) => Promise<void>} [change] gets the installed package's folder
 * @returns {Promise<string>} its folder
 */
export async function layProject(change) {
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-runners-"));
  const npm = (...args) => exec("npm", [...args, "--offline", "--no-audit", "--no-fund"], { cwd: folder });
  await cp(PROJECT, folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "project", private: true }));
  await writeFile(
    join(folder, "vitest.config.mjs"),
    `export default { test: { include: ["faults.vitest.mjs"] } };\n`,
  );
  const { stdout } = await npm("pack", "--json", "--pack-destination", folder, fileURLToPath(PACKAGE));
  const [{ filename }] = JSON.parse(stdout);
  await npm("install", join(folder, filename));
  for (const name of BESIDE) {
    await symlink(installedFile(name), join(folder, "node_modules", name));
  }
  await change?.(join(folder, "node_modules", "whatsmate"));
  return folder;
}

/**
 * Runs a project in a runner, in a copy of its own, for each has jobs of its own.
 * @param {string} name one of the {@link RUNNERS}
 * @param {string} project
 * @param {import("./rows.mjs").Row[]} list
 * @returns {Promise<{ tests: Map<string, { status: string, failureMessages: string[] }>, taken: number[] }>}
 */
export async function runProject(name, project, list) {
  const folder = join(project, "runs", name.replaceAll(/\W+/g, "-").toLowerCase());
  const output = join(folder, "results.json");
  const server = await serve(list);
  try {
    await mkdir(folder, { recursive: true });
    await cp(PROJECT, folder, { recursive: true });
    await cp(join(project, "vitest.config.mjs"), join(folder, "vitest.config.mjs"));
    await writeFile(join(folder, "jobs.json"), JSON.stringify(server.jobs));
    // A failed test is told by the results, and makes the runner fail, too.
    const failure = await exec(process.execPath, RUNNERS[name](folder, output), {
      cwd: folder,
      env: { ...process.env, CI: "true", NODE_OPTIONS: "" },
      timeout: LIMIT,
    }).catch((error) => error);
    const results = await readFile(output, "utf8").catch(() => {
      throw new Error(`${name} gave no results: ${failure.stderr ?? ""}${failure.stdout ?? ""}`);
    });
    const assertions = JSON.parse(results).testResults.flatMap(({ assertionResults }) => assertionResults);
    return { tests: new Map(assertions.map((each) => [each.title, each])), taken: server.taken() };
  } finally {
    server.close();
  }
}

/** @param {string} folder */
export function removeProject(folder) {
  return rm(folder, { recursive: true, force: true });
}
