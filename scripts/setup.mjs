import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { schemathesis } from "../sandbox/tests/openapi/schemathesis.mjs";
import { ensureRunners } from "../tests/faults/runners/runners.mjs";
import { packages as fleetPackages } from "../tests/fleet/packages.mjs";
import { bundlers } from "../tests/matrix/bundlers.mjs";
import { ensureRuntimes } from "../tests/runtimes/runtimes.mjs";
import { cargoToml } from "./lib/cargo-toml.mjs";
import { locked } from "./lib/lock.mjs";
import { Failure, isMain, output, report, root, run, which } from "./lib/run.mjs";
import { cacheFolder, ensureTool, testTools, toolsEnv, wasmBindgen } from "./lib/tools.mjs";
import { typedocPackages } from "./typedoc/typedoc.mjs";

const NODE = 20;
const TARGET = "wasm32-unknown-unknown";

/** Debian's packages by the command that shows that one is there. */
const LINKER = { cc: ["gcc", "libc6-dev"] };
const BROWSERS = {
  chromium: ["chromium"],
  chromedriver: ["chromium-driver"],
  "firefox-esr": ["firefox-esr"],
  WebKitWebDriver: ["webkit2gtk-driver"],
  Xvfb: ["xvfb"],
  "xvfb-run": ["xvfb", "xauth"],
};
const REDIS = { "redis-server": ["redis-server"] };

/**
 * Gets what building needs; whatever is there already takes no time.
 * @returns {Promise<NodeJS.ProcessEnv>} the environment to build in
 */
export function setupBuild() {
  return inTurn(build);
}

/**
 * Gets what building and testing need.
 * @returns {Promise<NodeJS.ProcessEnv>} the environment to test in
 */
export function setupTests() {
  return inTurn(async () => {
    const env = await build();
    await ensurePackages(BROWSERS, "browsers and their drivers", "1 minute");
    await ensurePackages(REDIS, "Redis", "10 seconds");
    for (const tool of testTools) {
      await ensureTool(tool, env);
    }
    await ensureRuntimes(env);
    await ensureRunners(env);
    await bundlers.ensure(env);
    await fleetPackages.ensure(env);
    await typedocPackages.ensure(env);
    await ensurePackages({ python3: ["python3", "python3-venv"] }, "Python", "10 seconds");
    await schemathesis.ensure(env);
    return env;
  });
}

// Two runs of apt or npm at once would get in each other's way.
function inTurn(work) {
  return locked(join(cacheFolder(), "setup.lock"), work);
}

async function build() {
  checkNode();
  checkRust();
  await ensurePackages(LINKER, "C linker", "20 seconds");
  await ensureWasmTarget();
  const env = toolsEnv();
  await ensureTool(wasmBindgen(), env);
  await ensureNodeModules(env);
  return env;
}

function checkNode() {
  if (parseInt(process.versions.node) < NODE) {
    throw new Failure(`Node.js ${NODE} or newer is needed, this is ${process.versions.node}: see https://nodejs.org`);
  }
}

function checkRust() {
  const needed = cargoToml("workspace.package", "rust-version");
  const found = which("cargo") && output("rustc", ["--version"])?.split(" ")[1];
  if (!found) {
    throw new Failure(`Rust ${needed} or newer is needed, with cargo on the PATH: see https://rustup.rs`);
  }
  if (found.localeCompare(needed, "en", { numeric: true }) < 0) {
    throw new Failure(`Rust ${needed} or newer is needed, this is ${found}: run "rustup update stable"`);
  }
}

async function ensureWasmTarget() {
  const libraries = output("rustc", ["--print", "target-libdir", "--target", TARGET]);
  if (libraries && existsSync(libraries)) {
    return;
  }
  if (!which("rustup")) {
    throw new Failure(`Rust's standard library for ${TARGET} is needed: get Rust from https://rustup.rs`);
  }
  console.log(`Adding Rust's target ${TARGET}: about 10 seconds`);
  await run("rustup", ["target", "add", TARGET]);
}

async function ensurePackages(packagesByCommand, what, time) {
  const missing = Object.keys(packagesByCommand).filter((command) => !which(command));
  if (missing.length === 0) {
    return;
  }
  const packages = missing.flatMap((command) => packagesByCommand[command]);
  if (!which("apt-get") || process.getuid() !== 0) {
    throw new Failure(
      `Not found: ${missing.join(", ")}. On Debian and its kin run ` +
        `"sudo apt-get install ${packages.join(" ")}", elsewhere get them by the system's own means, then try again.`,
    );
  }
  console.log(`Installing ${what} (${packages.join(", ")}) with apt: about ${time}`);
  await apt("update");
  await apt("install", "-y", "--no-install-recommends", ...packages);
}

async function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  let log = "";
  try {
    await run("apt-get", args, { env, onOutput: (text) => (log += text) });
  } catch (error) {
    console.error(log);
    throw error;
  }
}

async function ensureNodeModules(env) {
  const changed = (path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  // npm writes its hidden lock file last, so a half-done install has none.
  if (changed("node_modules/.package-lock.json") >= changed("package-lock.json")) {
    return;
  }
  console.log("Installing npm's packages: about 10 seconds");
  await run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"], { env });
}

if (isMain(import.meta.url)) {
  const setup = process.argv.includes("--tests") ? setupTests : setupBuild;
  await setup().then(() => console.log("Everything needed is there."), report);
}
