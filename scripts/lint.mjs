import { checkPortable, checkVersions, projectFiles } from "./lib/checks.mjs";
import { Failure, isMain, output, report, run, which } from "./lib/run.mjs";
import { rustdoc } from "./lib/rustdoc.mjs";
import { setupBuild } from "./setup.mjs";
import { typedoc } from "./typedoc/typedoc.mjs";

const TARGET = "wasm32-unknown-unknown";
const WASM = ["--target", TARGET];
const DENY = ["--", "-D", "warnings"];
/** With Node's types, with a page's too, and with neither. */
const TYPE_TESTS = ["tests/types", "tests/types/dom", "tests/types/bare"];

/**
 * Checks form, lints, documentation, types and what must agree across files; throws at the first that fails.
 * @param {NodeJS.ProcessEnv} env
 */
export async function lint(env) {
  await ensureRustComponents();
  const files = projectFiles();
  const scripts = files.filter((file) => /\.[cm]?js$/.test(file));

  await step("versions agree", () => checkVersions());
  await step("no machine's paths", () => checkPortable(files));
  await step("rustfmt", () => run("cargo", ["fmt", "--all", "--check"], { env }));
  await step("clippy", () => run("cargo", ["clippy", "--workspace", "--all-targets", ...DENY], { env }));
  await step("clippy, wasm", () => run("cargo", ["clippy", "--workspace", ...WASM, "--lib", ...DENY], { env }));
  await step("clippy, tests/js", () => run("cargo", ["clippy", ...WASM, "--test", "js", ...DENY], { env }));
  await step("rustdoc", () => rustdoc(env));
  await step("rustdoc, wasm", () => rustdoc(env, TARGET));
  await step("TypeDoc", () => typedoc(env));
  await step("ESLint", () => run("node_modules/.bin/eslint", ["--max-warnings", "0", ...scripts], { env }));
  for (const project of TYPE_TESTS) {
    await step(`TypeScript, ${project}`, () => run("node_modules/.bin/tsc", ["--noEmit", "-p", project], { env }));
  }
}

async function ensureRustComponents() {
  if (output("rustfmt", ["--version"]) && output("cargo-clippy", ["--version"])) {
    return;
  }
  if (!which("rustup")) {
    throw new Failure("rustfmt and clippy are needed: get Rust from https://rustup.rs");
  }
  console.log("Adding Rust's components rustfmt and clippy: about 10 seconds");
  await run("rustup", ["component", "add", "rustfmt", "clippy"]);
}

async function step(name, check) {
  console.log(`lint: ${name}`);
  await check();
}

if (isMain(import.meta.url)) {
  await setupBuild().then(lint).catch(report);
}
