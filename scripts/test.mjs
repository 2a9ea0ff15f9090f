import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startClosingProxy } from "./lib/closing-proxy.mjs";
import { runTests, total } from "./lib/count.mjs";
import { Failure, report, root, run, targetFolder, which } from "./lib/run.mjs";
import { capabilities, environment, startScreen } from "./lib/webkit.mjs";
import { lint } from "./lint.mjs";
import { setupTests } from "./setup.mjs";

/** In the order in which they start: the first ones are what the others stand on, then the longest, so that none ends alone. */
const stages = {
  lint,
  native: (env, show) => runTests("cargo", ["test", "--workspace"], env, show),
  build: (env) => run("node", ["scripts/build.mjs"], { env }),
  package: nodeTests("tests/package"),
  matrix: nodeTests("tests/matrix"),
  openapi: nodeTests("sandbox/tests/openapi"),
  www: nodeTests("tests/www"),
  browsers: nodeTests("tests/faults/browsers"),
  faults: nodeTests("tests/faults"),
  sandbox: nodeTests("sandbox/tests"),
  fleet: nodeTests("tests/fleet"),
  fuzz: nodeTests("tests/fuzz"),
  runners: nodeTests("tests/faults/runners"),
  examples: nodeTests("tests/examples"),
  chrome: proxiedTests("chrome", "chromedriver"),
  firefox: proxiedTests("firefox", "geckodriver"),
  webkit: webKitTests,
  node: (env, show) => wasmTests(["--node"], env, show),
  page: nodeTests("tests/page"),
  workerd: nodeTests("tests/workerd"),
  endurance: nodeTests("tests/endurance"),
};

/** Most stages wait more than they work and go in pairs. These keep both cores busy, or measure what a busy core changes. */
const ALONE = ["lint", "native", "build", "endurance"];
const AT_ONCE = 2;

function nodeTests(folder) {
  // Node 20 and 22 differ in what they make of a folder's name, so each file is named.
  const files = readdirSync(join(root, folder))
    .filter((file) => file.endsWith(".test.mjs"))
    .map((file) => join(folder, file));
  const args = ["--test", "--test-reporter=spec", "--test-concurrency=1", ...files.sort()];
  return (env, show) => {
    if (files.length === 0) {
      throw new Failure(`There is no *.test.mjs in ${folder}.`);
    }
    return runTests("node", args, env, show);
  };
}

function wasmTests(where, env, show) {
  return runTests("wasm-pack", ["test", ...where, "--", "--test", "js"], env, show);
}

function browserTests(browser, driver, path, env, show) {
  const own = {
    // Sends tests to a browser that say nothing of where they run.
    WASM_BINDGEN_USE_BROWSER: "1",
    // Seconds; the defaults of 20 and 5 are short for a busy machine.
    WASM_BINDGEN_TEST_TIMEOUT: "120",
    WASM_BINDGEN_TEST_DRIVER_TIMEOUT: "60",
  };
  return wasmTests(["--headless", `--${browser}`, `--${driver}`, path], { ...env, ...own }, show);
}

/** Through a proxy, which both browsers take for loopback only if they are told to. */
function proxiedTests(browser, driver) {
  return async (env, show) => {
    const proxy = await startClosingProxy();
    const capabilities = JSON.parse(readFileSync(join(root, "webdriver.json"), "utf8"));
    capabilities["goog:chromeOptions"].args.push(`--proxy-server=127.0.0.1:${proxy.port}`, "--proxy-bypass-list=<-loopback>");
    capabilities["moz:firefoxOptions"].prefs = {
      "network.proxy.type": 1,
      "network.proxy.http": "127.0.0.1",
      "network.proxy.http_port": proxy.port,
      "network.proxy.allow_hijacking_localhost": true,
    };
    const file = join(targetFolder(env), `${browser}.json`);
    writeFileSync(file, JSON.stringify(capabilities));
    try {
      await browserTests(browser, driver, which(driver, env), { ...env, WASM_BINDGEN_TEST_WEBDRIVER_JSON: file }, show);
    } finally {
      proxy.end();
    }
  };
}

/** WebKitGTK, in the place that wasm-pack has for Safari. */
async function webKitTests(env, show) {
  const file = join(targetFolder(env), "webkit.json");
  writeFileSync(file, JSON.stringify(capabilities()));
  const screen = await startScreen();
  try {
    const own = { ...environment, DISPLAY: screen.display, WASM_BINDGEN_TEST_WEBDRIVER_JSON: file };
    await browserTests("safari", "safaridriver", which("WebKitWebDriver", env), { ...env, ...own }, show);
  } finally {
    screen.end();
  }
}

function selectedStages() {
  const { only } = parseArgs({ options: { only: { type: "string" } } }).values;
  const names = Object.keys(stages);
  const selected = only?.split(",") ?? names;
  const unknown = selected.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new Failure(`There is no stage ${unknown.join(", ")}. The stages: ${names.join(", ")}`);
  }
  return names.filter((name) => selected.includes(name));
}

/** How each stage ended, and after how long. */
const summary = [];

/** Runs a stage. One that has others beside it shows its output when it has ended: lines of two would be no reading. */
async function timed(name, work, beside = false) {
  const held = [];
  console.log(`\n=== ${name}${beside ? ": its output follows" : ""}`);
  const start = performance.now();
  let ending = "failed";
  try {
    const result = await work((text) => (beside ? held.push(text) : process.stdout.write(text)));
    ending = "ok";
    return result;
  } finally {
    summary.push(`${name.padEnd(9)} ${ending.padEnd(6)} ${((performance.now() - start) / 1000).toFixed(1)} s`);
    console.log(`${held.join("")}--- ${summary.at(-1)}`);
  }
}

/** Runs stages, up to two of them at once. After one has failed none is started. */
async function runStages(names, env) {
  const running = new Set();
  let failed = false;
  for (const name of names) {
    const alone = ALONE.includes(name) || names.length === 1;
    while (running.size >= (alone ? 1 : AT_ONCE)) {
      await Promise.race(running);
    }
    if (failed) break;
    const stage = timed(name, (show) => stages[name](env, show), !alone)
      .catch((error) => {
        failed = true;
        report(error);
      })
      .finally(() => running.delete(stage));
    running.add(stage);
    if (alone) await stage;
  }
  await Promise.all(running);
}

try {
  const names = selectedStages();
  try {
    await runStages(names, await timed("setup", setupTests));
  } catch (error) {
    report(error);
  }
  // What fails without a failed test, such as lint, still counts.
  if (process.exitCode) total.failed ||= 1;
  summary.push(`all ${(performance.now() / 60_000).toFixed(1)} min`);
  console.log(`\n=== summary\n${summary.join("\n")}\n\n${total.passed} passed, ${total.failed} failed`);
} catch (error) {
  report(error);
}
