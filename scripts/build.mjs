// Builds both npm packages: pkg/ (whatsmate) and sandbox/pkg/ (whatsmate-sandbox), ready for `npm pack`.
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { notices } from "./lib/notices.mjs";
import { isMain, output, report, root, run, targetFolder } from "./lib/run.mjs";
import { measure, sizeTable } from "./lib/sizes.mjs";
import { setupBuild } from "./setup.mjs";

const TARGET = "wasm32-unknown-unknown";

/** What wasm-opt may assume: the features of the minimum engines. */
const FEATURES = [
  "simd",
  "bulk-memory",
  "nontrapping-float-to-int",
  "sign-ext",
  "mutable-globals",
].map((feature) => `--enable-${feature}`);

/** For size. Nothing is kept in the first kB: the stack ends there, and would have to be full. */
const OPTIMIZATIONS = ["-Oz", "--converge", "--low-memory-unused"];

const EDGES = ["edge-light.js", "workerd.js"];

/**
 * Has wasm-bindgen keep JavaScript's values on its side and hand their numbers to the wasm, as it does where there are no
 * reference types. V8 up to that of Node 22 ends the process when optimized code has called a wasm function that returns a
 * reference and has to be thrown away before it returns. The standard library says that it uses reference types, which it
 * does not; wasm-bindgen reads that from a section that `strip` takes away.
 */
const FLAGS = ["-Ctarget-feature=-reference-types"];

/** Keeps the paths of this machine, which messages of panics hold, out of what is published. */
function remap(env) {
  const registries = join(env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry/src");
  const folders = readdirSync(registries).map((name) => `${join(registries, name)}/`);
  const sysroot = output("rustc", ["--print", "sysroot"], env);
  return [`${sysroot}/lib/rustlib/src/rust/`, ...folders].map((folder) => `--remap-path-prefix=${folder}=`);
}

/** Compiles a crate and lays the wasm and its glue into an empty folder. */
async function compile(crate, name, folder, env) {
  // On a new machine nothing is there yet that could be remapped.
  await run("cargo", ["fetch", "--quiet"], { env });
  const remapped = `target.${TARGET}.rustflags = ${JSON.stringify([...FLAGS, ...remap(env)])}`;
  await run("cargo", ["build", "--release", "--target", TARGET, "--package", crate, "--config", remapped], { env });
  const target = targetFolder(env);
  const wasm = join(target, TARGET, "release", `${crate.replace("-", "_")}.wasm`);
  // Optimizing takes longer than all the rest, so what comes of a wasm is kept for as long as it stays the same.
  const hash = createHash("sha256");
  for (const file of [wasm, fileURLToPath(import.meta.url), join(root, "package-lock.json")]) {
    hash.update(await readFile(file));
  }
  const kept = join(target, "optimized", `${crate}-${hash.digest("hex").slice(0, 16)}`);
  if (!existsSync(kept)) {
    await rm(`${kept}.new`, { recursive: true, force: true });
    await optimize(wasm, name, `${kept}.new`, env);
    await rename(`${kept}.new`, kept);
  }
  await rm(folder, { recursive: true, force: true });
  await cp(kept, folder, { recursive: true });
}

async function optimize(wasm, name, folder, env) {
  console.log(`Optimizing ${name}.wasm`);
  const options = ["--target", "bundler", "--omit-default-module-path", "--no-typescript", "--remove-name-section"];
  await run("wasm-bindgen", [...options, "--out-name", name, "--out-dir", folder, wasm], { env });
  const optimized = join(folder, `${name}_bg.wasm`);
  await run(join(root, "node_modules/.bin/wasm-opt"), [...OPTIMIZATIONS, ...FEATURES, optimized, "-o", optimized], { env });
  // The entry of wasm-bindgen's own imports the wasm as a module, which few can; the loader takes its place.
  await rm(join(folder, `${name}.js`));
}

/** The client: glue and errors as ESM, and all of it once more as CommonJS. */
async function buildClient(env) {
  // Not at the top: setup may only just have installed it.
  const { transform } = await import("esbuild");
  const folder = join(root, "pkg");
  await compile("whatsmate", "whatsmate", folder, env);
  await writeFile(join(folder, "glue.js"), await makeGlue(folder, transform));
  await rename(join(folder, "whatsmate_bg.wasm"), join(folder, "whatsmate.wasm"));
  const base64 = await readFile(join(folder, "whatsmate.wasm"), "base64");
  await writeFile(join(folder, "wasm-inline.js"), `export const base64 = "${base64}";\n`);
  await cp(join(root, "pkg-template"), folder, { recursive: true });
  await writeFile(join(folder, "relay-table.js"), await makeRelayTable(folder));
  for (const file of (await readdir(join(root, "pkg-template"))).filter((file) => file.endsWith(".js"))) {
    await writeFile(join(folder, file), await shrink(join(folder, file), transform));
  }
  await makeCommonJs(folder, transform);
  await addDocuments("whatsmate", folder, env);
}

/** The table of the calls for the relay, which has no wasm that it could ask. */
async function makeRelayTable(folder) {
  await import(pathToFileURL(join(folder, "index.js")).href);
  const { Rules } = await import(pathToFileURL(join(folder, "glue.js")).href);
  const routes = Rules.table().trimEnd().split("\n").map((line) => {
    const [call, method, path, effect, ...fields] = line.split(" ");
    const end = path.match(/\{(\w+)\}/)?.[1] ?? (fields.includes("url:pdf") ? "url" : undefined);
    return { call, method, path: path.split("/{")[0], end, effect };
  });
  return `export const ROUTES = ${JSON.stringify(routes)};\n`;
}

/** A script without comments and blanks. Not bundled: that would rename the classes, which people see in the console. */
async function shrink(file, transform) {
  return (await transform(await readFile(file, "utf8"), { minifySyntax: true, minifyWhitespace: true, target: "es2022" })).code;
}

/** wasm-bindgen's glue, with the package's own files in the place of the copies that it brings of them. */
async function makeGlue(folder, transform) {
  const file = join(folder, "whatsmate_bg.js");
  const [copies] = await readdir(join(folder, "snippets"));
  const code = (await shrink(file, transform)).replaceAll(`./snippets/${copies}/pkg-template/`, "./");
  await rm(file);
  await rm(join(folder, "snippets"), { recursive: true });
  return code;
}

/** In CommonJS, where the wasm is beside: the package's own folder, or that of a bundle. */
const BESIDE = 'require("node:url").pathToFileURL(__filename.replace(/cjs.slim-node\\.js$/, "slim-node.js")).href';

/** File by file, not bundled, so that both entries share one instance there, too. */
async function makeCommonJs(folder, transform) {
  await mkdir(join(folder, "cjs"));
  // Edges know no CommonJS.
  for (const file of (await readdir(folder)).filter((file) => file.endsWith(".js") && !EDGES.includes(file))) {
    // Only Node says where a file of CommonJS is; a bundle for a page has to be told where the wasm is.
    const isNode = file === "slim-node.js";
    const { code } = await transform(await readFile(join(folder, file), "utf8"), {
      format: "cjs",
      target: "es2022",
      define: { "import.meta.url": isNode ? "address" : "undefined" },
      // What is imported when it is wanted is required then: an import of CommonJS finds no names.
      supported: { "dynamic-import": false },
    });
    const head = isNode ? `const address = ${BESIDE};\n` : "";
    // Beside that package.json nothing is found by the package's own name.
    await writeFile(join(folder, "cjs", file), head + code.replace('"whatsmate/ledger"', '"./ledger.js"'));
  }
  for (const file of (await readdir(folder)).filter((file) => file.endsWith(".d.ts"))) {
    await cp(join(folder, file), join(folder, "cjs", file));
  }
  await writeFile(join(folder, "cjs", "package.json"), '{ "type": "commonjs" }\n');
}

async function buildSandbox(env) {
  const folder = join(root, "sandbox/pkg");
  await compile("whatsmate-sandbox", "sandbox", folder, env);
  await cp(join(root, "sandbox/pkg-template"), folder, { recursive: true });
  await addDocuments("whatsmate-sandbox", folder, env);
}

async function addDocuments(crate, folder, env) {
  await writeFile(join(folder, "THIRD-PARTY.txt"), notices(crate, TARGET, env));
  for (const file of ["LICENSE-MIT", "LICENSE-APACHE"]) {
    await cp(join(root, file), join(folder, file));
  }
}

/** Builds both packages. */
export async function build() {
  const env = await setupBuild();
  await buildClient(env);
  await buildSandbox(env);
}

if (isMain(import.meta.url)) {
  await build()
    .then(async () => console.log(`\n${sizeTable(await measure())}`))
    .catch(report);
}
