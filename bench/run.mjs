// Compares the usual way to send, the client, and what the connection carries, in turn within one run. Prints tables.
// Without --only it also writes bench/results.json, and bench/RESULTS.md once that has all runtimes.
import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { ensureRuntimes, runtimes } from "../tests/runtimes/runtimes.mjs";
import { inChromium } from "./browser.mjs";
import { report } from "./report.mjs";
import { WAYS } from "./ways.mjs";
import { WORKLOADS } from "./workloads.mjs";

const run = promisify(execFile);
const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const ENTRY = new URL("../pkg/index.js", import.meta.url).href;
const TESTED = ["Node 20", "Node 24", "Deno", "Bun"];

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    runtime: { type: "string", default: TESTED.join() },
    only: { type: "string", default: "" },
    entry: { type: "string", default: ENTRY },
  },
});

const folder = mkdtempSync(join(tmpdir(), "whatsmate-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** A file of that size whose content no one can compress. */
function file(size) {
  const path = join(folder, `${size}.bin`);
  const bytes = Buffer.alloc(size);
  for (let i = 0; i < size; i += 4) bytes.writeInt32LE(Math.imul(i, 2_654_435_761) | 0, i);
  writeFileSync(path, bytes);
  return path;
}

async function child({ command, args }, script, job) {
  const { stdout } = await run(command, [...args, here(script), JSON.stringify(job)], { timeout: 120_000, maxBuffer: 2 ** 24 });
  return JSON.parse(stdout.trim().split("\n").at(-1));
}

/** So many rounds of each way in turn. There may be none of the others' ways: a large file as one string kills Deno. */
async function rounds(ways, measure) {
  const found = Object.fromEntries(ways.map((way) => [way, []]));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const way of ways) {
      const died = (failure) => {
        if (way === "client") throw failure;
        console.error(`the way "${way}" ended with ${failure.signal ?? failure.message}`);
      };
      const figures = await measure(way).catch(died);
      if (figures) found[way].push(figures);
    }
  }
  return found;
}

await ensureRuntimes();
const isAll = !values.only && values.runtime === TESTED.join();
const chosen = runtimes({ permissions: ["--allow-all"] }).filter(({ name }) => values.runtime.split(",").includes(name));
const is = (name) => name.includes(values.only);
const workloads = Object.entries(WORKLOADS).filter(([name]) => is(name));
const files = Object.fromEntries(workloads.filter(([, { from }]) => from === "file").map(([, { size }]) => [size, file(size)]));
const sink = fork(here("sink.mjs"), { stdio: ["ignore", "pipe", "inherit", "ipc"] });
const origin = `${(await once(sink.stdout, "data"))[0]}`.trim();

/** What runs of everything have found for each runtime, so that one of them can be run again. */
const before = !values.only && existsSync(here("results.json")) ? JSON.parse(readFileSync(here("results.json"), "utf8")) : {};
const results = { ...before, machine: { cores: cpus().length, model: cpus()[0].model }, rounds: Number(values.rounds) };
results.runtimes = (before.runtimes ?? []).filter(({ name }) => !values.runtime.split(",").includes(name));
for (const runtime of chosen) {
  const result = { name: runtime.name, version: runtime.version, workloads: {} };
  for (const [name, { size }] of workloads) {
    console.error(`${runtime.name}: ${name}`);
    const measure = (way) => child(runtime, "worker.mjs", { workload: name, way, origin, file: files[size], entry: values.entry });
    result.workloads[name] = await rounds(Object.keys(WAYS), measure);
  }
  if (is("first call")) {
    result.start = await rounds(["usual", "client"], (way) => child(runtime, "start.mjs", { way, origin, entry: values.entry }));
  }
  if (is("encoder")) {
    result.encoder = await rounds(["speeds"], () => child(runtime, "encoder.mjs", { entry: values.entry }));
  }
  results.runtimes.push(result);
  if (!values.only) save();
}
if (isAll || (is("Chromium") && values.runtime.includes("Chromium"))) {
  results.chromium = await inChromium(origin, Number(values.rounds));
}
sink.disconnect();

console.log(report(results));
if (!values.only) save();

function save() {
  writeFileSync(here("results.json"), `${JSON.stringify(results, null, 1)}\n`);
  if (results.chromium && TESTED.every((name) => results.runtimes.some((runtime) => runtime.name === name))) {
    writeFileSync(here("RESULTS.md"), report(results));
  }
}
