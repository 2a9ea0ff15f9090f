import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, run } from "../../../scripts/lib/run.mjs";
import { cacheFolder } from "../../../scripts/lib/tools.mjs";

const LISTS = ["package.json", "package-lock.json"];

const read = (file) => readFileSync(fileURLToPath(new URL(file, import.meta.url)), "utf8");

function folder() {
  return join(cacheFolder(), "runners");
}

/** What npm was told to install, so that another list means another install. */
function wanted() {
  return LISTS.map(read).join("");
}

function isInstalled() {
  const stamp = join(folder(), "installed");
  return existsSync(stamp) && readFileSync(stamp, "utf8") === wanted();
}

/**
 * Installs Jest and Vitest into the cache unless they are there in their versions. Beside the package's own tools they
 * would bring several hundred more packages to everybody who builds.
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function ensureRunners(env = process.env) {
  if (isInstalled()) {
    return;
  }
  console.log("Installing Jest and Vitest with npm: about 20 seconds, once");
  rmSync(join(folder(), "installed"), { force: true });
  mkdirSync(folder(), { recursive: true });
  for (const file of LISTS) {
    writeFileSync(join(folder(), file), read(file));
  }
  const options = ["--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  await run("npm", ["ci", "--prefix", folder(), ...options], { env });
  writeFileSync(join(folder(), "installed"), wanted());
}

/**
 * A file of an installed package.
 * @param {string} path below node_modules
 */
export function installedFile(path) {
  const file = join(folder(), "node_modules", path);
  if (!isInstalled() || !existsSync(file)) {
    throw new Failure(`${path} is not installed: run "npm run setup -- --tests"`);
  }
  return file;
}
