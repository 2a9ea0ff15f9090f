import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startClosingProxy } from "./lib/closing-proxy.mjs";
import { runTests, total } from "./lib/count.mjs";
import { Failure, report, root, run, targetFolder, which } from "./lib/run.mjs";
import { capabilities, environment, startScreen } from "./lib/webkit.mjs";
import { lint } from "./lint.mjs";
import { setupTests } from "./setup.mjs";

const stages = {
  lint,
  native: (env) => runTests("cargo", ["test", "--workspace"], env),
  build: (env) => run("node", ["scripts/build.mjs"], { env }),
  sandbox: (env) => nodeTests("sandbox/tests", env),
  package: (env) => nodeTests("tests/package", env),
  examples: (env) => nodeTests("tests/examples", env),
  matrix: (env) => nodeTests("tests/matrix", env),
  workerd: (env) => nodeTests("tests/workerd", env),
  faults: (env) => nodeTests("tests/faults", env),
  browsers: (env) => nodeTests("tests/faults/browsers", env),
  runners: (env) => nodeTests("tests/faults/runners", env),
  fuzz: (env) => nodeTests("tests/fuzz", env),
  endurance: (env) => nodeTests("tests/endurance", env, "--test-concurrency=1"),
  page: (env) => nodeTests("tests/page", env),
  node: (env) => wasmTests(["--node"], env),
  chrome: (env) => proxiedTests("chrome", "chromedriver", env),
  firefox: (env) => proxiedTests("firefox", "geckodriver", env),
  webkit: webKitTests,
};

function nodeTests(folder, env, ...options) {
  // Node 20 and 22 differ in what they make of a folder's name, so each file is named.
  const files = readdirSync(join(root, folder))
    .filter((file) => file.endsWith(".test.mjs"))
    .map((file) => join(folder, file));
  if (files.length === 0) {
    throw new Failure(`There is no *.test.mjs in ${folder}.`);
  }
  return runTests("node", ["--test", "--test-reporter=spec", ...options, ...files.sort()], env);
}

function wasmTests(where, env) {
  return runTests("wasm-pack", ["test", ...where, "--", "--test", "js"], env);
}

function browserTests(browser, driver, env, command = driver) {
  return wasmTests(["--headless", `--${browser}`, `--${driver}`, which(command, env)], {
    ...env,
    // Sends tests to a browser that say nothing of where they run.
    WASM_BINDGEN_USE_BROWSER: "1",
    // Seconds; the defaults of 20 and 5 are short for a busy machine.
    WASM_BINDGEN_TEST_TIMEOUT: "120",
    WASM_BINDGEN_TEST_DRIVER_TIMEOUT: "60",
  });
}

/** Through a proxy, which both browsers take for loopback only if they are told to. */
async function proxiedTests(browser, driver, env) {
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
    await browserTests(browser, driver, { ...env, WASM_BINDGEN_TEST_WEBDRIVER_JSON: file });
  } finally {
    proxy.end();
  }
}

/** WebKitGTK, in the place that wasm-pack has for Safari. */
async function webKitTests(env) {
  const file = join(targetFolder(env), "webkit.json");
  writeFileSync(file, JSON.stringify(capabilities()));
  const screen = await startScreen();
  try {
    const own = { ...environment, DISPLAY: screen.display, WASM_BINDGEN_TEST_WEBDRIVER_JSON: file };
    await browserTests("safari", "safaridriver", { ...env, ...own }, "WebKitWebDriver");
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

async function runStages(names) {
  const summary = [];
  const timed = async (name, work) => {
    console.log(`\n=== ${name}`);
    const start = performance.now();
    let ending = "failed";
    try {
      const result = await work();
      ending = "ok";
      return result;
    } finally {
      summary.push(`${name.padEnd(9)} ${ending.padEnd(6)} ${((performance.now() - start) / 1000).toFixed(1)} s`);
      console.log(`--- ${summary.at(-1)}`);
    }
  };
  try {
    const env = await timed("setup", setupTests);
    for (const name of names) {
      await timed(name, () => stages[name](env));
    }
  } catch (error) {
    report(error);
    // What fails without a failed test, such as lint, still counts.
    total.failed ||= 1;
  }
  console.log(`\n=== summary\n${summary.join("\n")}\n\n${total.passed} passed, ${total.failed} failed`);
}

try {
  await runStages(selectedStages());
} catch (error) {
  report(error);
}
