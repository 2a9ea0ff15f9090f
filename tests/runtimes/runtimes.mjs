import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, output, run } from "../../scripts/lib/run.mjs";
import { cacheFolder } from "../../scripts/lib/tools.mjs";

/**
 * A runtime that JavaScript runs in. A script and its arguments follow `args`.
 * @typedef {{ name: string, command: string, args: string[], version: string }} Runtime
 */

const here = fileURLToPath(new URL(".", import.meta.url));
const read = (file) => readFileSync(join(here, file), "utf8");

// The packages of a platform hold nothing but the binary. Those that choose among them do so in an install script,
// which npm does not run unasked.
const PACKAGES = {
  "linux-x64": {
    bun: "@oven/bun-linux-x64",
    deno: "@deno/linux-x64-glibc",
    workerd: "@cloudflare/workerd-linux-64",
  },
  "linux-arm64": {
    bun: "@oven/bun-linux-aarch64",
    deno: "@deno/linux-arm64-glibc",
    workerd: "@cloudflare/workerd-linux-arm64",
  },
};
const NODES = ["20", "22", "24", "26"];

/** Deno asks for nothing: a question to the user is a failure. */
const DENO_ARGS = ["run", "--no-prompt", "--no-config", "--no-lock", "--no-remote", "--no-npm"];

function folder() {
  return join(cacheFolder(), "runtimes");
}

/** What npm was told to install, so that another list means another install. */
function wanted() {
  return read("package.json") + read("package-lock.json");
}

/**
 * Installs the runtimes into the cache unless they are there in their versions.
 * @param {NodeJS.ProcessEnv} env
 */
export async function ensureRuntimes(env = process.env) {
  platform();
  const stamp = join(folder(), "installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted()) {
    return;
  }
  console.log("Installing Node 20 to 26, Deno, Bun and workerd with npm (1 GB): about 1 minute, once");
  rmSync(stamp, { force: true });
  mkdirSync(folder(), { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) {
    writeFileSync(join(folder(), file), read(file));
  }
  const options = ["--include=optional", "--ignore-scripts", "--no-audit", "--no-fund"];
  await run("npm", ["ci", "--prefix", folder(), ...options], { env });
  for (const { name, command, version } of runtimes()) {
    const found = output(command, ["--version"], env)?.match(/\d+\.\d+\.\d+/)?.[0];
    if (found !== version) {
      throw new Failure(`${name} should be ${version}, and is ${found ?? "not there"}: ${command}`);
    }
  }
  writeFileSync(stamp, wanted());
}

/**
 * The runtimes, each in its pinned version.
 * @param {{ permissions?: string[] }} [options] what Deno may do, such as `--allow-net`
 * @returns {Runtime[]}
 */
export function runtimes({ permissions = [] } = {}) {
  const { bun, deno } = platform();
  const nodes = NODES.map((major) => installed(`Node ${major}`, `node${major}-${platformName()}`, "bin/node", []));
  return [
    ...nodes,
    installed("Deno", deno, "deno", [...DENO_ARGS, ...permissions]),
    installed("Bun", bun, "bin/bun", ["run"]),
  ];
}

/** workerd, which takes no script but a configuration of its own. */
export function workerd() {
  return installed("workerd", platform().workerd, "bin/workerd", ["serve"]);
}

function installed(name, packageName, file, args) {
  const manifest = join(folder(), "node_modules", packageName, "package.json");
  const command = join(dirname(manifest), file);
  if (!existsSync(manifest) || !existsSync(command)) {
    throw new Failure(`${name} is not installed: run "npm run setup -- --tests"`);
  }
  return { name, command, args, version: JSON.parse(readFileSync(manifest, "utf8")).version };
}

function platform() {
  const packages = PACKAGES[platformName()];
  if (!packages) {
    throw new Failure(
      `npm brings no set of runtimes for ${platformName()}, only for ${Object.keys(PACKAGES).join(", ")}`,
    );
  }
  return packages;
}

function platformName() {
  return `${process.platform}-${process.arch}`;
}
