import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { cargoToml } from "./cargo-toml.mjs";
import { output, run } from "./run.mjs";

/**
 * A command-line tool that cargo installs.
 * @typedef {{ crate: string, version: string, commands: string[], minutes: number }} Tool
 */

/** @returns {Tool} in the version of the crate wasm-bindgen, as the two must agree */
export function wasmBindgen() {
  const version = cargoToml("workspace.dependencies", "wasm-bindgen").replace("=", "");
  return { crate: "wasm-bindgen-cli", version, commands: ["wasm-bindgen", "wasm-bindgen-test-runner"], minutes: 3 };
}

/** What only the tests need. @type {Tool[]} */
export const testTools = [
  { crate: "wasm-pack", version: "0.15.1", commands: ["wasm-pack"], minutes: 4 },
  { crate: "geckodriver", version: "0.37.0", commands: ["geckodriver"], minutes: 4 },
];

/** @returns {string} the folder, outside the checkout, that keeps the tools */
export function cacheFolder() {
  const { WHATSMATE_CACHE, XDG_CACHE_HOME } = process.env;
  return WHATSMATE_CACHE || join(XDG_CACHE_HOME || join(homedir(), ".cache"), "whatsmate");
}

/** @returns {NodeJS.ProcessEnv} this process's environment with the tools first on the PATH */
export function toolsEnv() {
  return { ...process.env, PATH: join(cacheFolder(), "tools", "bin") + delimiter + process.env.PATH };
}

/**
 * Installs a tool into the cache unless the PATH, the cache included, has it in its version.
 * @param {Tool} tool
 * @param {NodeJS.ProcessEnv} env
 */
export async function ensureTool({ crate, version, commands, minutes }, env) {
  if (commands.every((command) => output(command, ["--version"], env)?.split(/\s/)[1] === version)) {
    return;
  }
  console.log(`Installing ${crate} ${version} with cargo: about ${minutes} minutes, once`);
  const bins = commands.flatMap((command) => ["--bin", command]);
  // These would send the build to a folder of the user's, or build for another target.
  const { CARGO_TARGET_DIR: _dir, CARGO_BUILD_TARGET_DIR: _buildDir, CARGO_BUILD_TARGET: _target, ...rest } = env;
  // Forced, because cargo's own record may list a binary that is missing or broken.
  const args = ["install", crate, "--version", version, ...bins, "--force", "--root", join(cacheFolder(), "tools")];
  await run("cargo", args, { env: rest });
}
