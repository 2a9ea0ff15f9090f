import { chmodSync } from "node:fs";
import { join } from "node:path";
import { Installed } from "../../scripts/lib/installed.mjs";
import { Failure, output } from "../../scripts/lib/run.mjs";

/**
 * A runtime that JavaScript runs in. A script and its arguments follow `args`.
 * @typedef {{ name: string, command: string, args: string[], version: string }} Runtime
 */

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

/** The oldest that the package promises to work in: what `engines` says in pkg-template/package.json. */
const FLOORS = { Node: "20.0.0", Deno: "2.0.0", Bun: "1.2.0" };

/** Deno asks for nothing: a question to the user is a failure. */
const DENO_ARGS = ["run", "--no-prompt", "--no-config", "--no-lock", "--no-remote", "--no-npm"];

const all = new Installed("runtimes", import.meta.url, "Node 20 to 26, Deno, Bun, the oldest of each, and workerd with npm (1.5 GB): about 1 minute");

/**
 * Installs the runtimes into the cache unless they are there in their versions.
 * @param {NodeJS.ProcessEnv} env
 */
export async function ensureRuntimes(env = process.env) {
  platform();
  await all.ensure(env, () => {
    for (const { name, command, version } of [...runtimes(), ...floors()]) {
      // Deno 2.0.0 leaves that to an install script.
      chmodSync(command, 0o755);
      const found = output(command, ["--version"], env)?.match(/\d+\.\d+\.\d+/)?.[0];
      if (found !== version) {
        throw new Failure(`${name} should be ${version}, and is ${found ?? "not there"}: ${command}`);
      }
    }
  });
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

/**
 * The oldest runtimes. Where npm lacks one for this platform it is the lowest that npm has, and its name says so.
 * @returns {Runtime[]}
 */
export function floors() {
  const oldest = (name, file, args) => {
    const found = installed(name, `${name.toLowerCase()}-floor-${platformName()}`, file, args);
    const which = found.version === FLOORS[name] ? "floor" : "lowest on npm";
    return { ...found, name: `${name} ${found.version} (${which})` };
  };
  return [oldest("Node", "bin/node", []), oldest("Deno", "deno", DENO_ARGS), oldest("Bun", "bin/bun", ["run"])];
}

/** workerd, which takes no script but a configuration of its own. */
export function workerd() {
  return installed("workerd", platform().workerd, "bin/workerd", ["serve"]);
}

function installed(name, packageName, file, args) {
  return { name, command: all.file(join(packageName, file)), args, version: all.version(packageName) };
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
