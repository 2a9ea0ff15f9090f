// How many messages a second the command takes, and in how much memory, with a file and without. Prints a table.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { document, send, text } from "./sender.mjs";

const BIN = fileURLToPath(new URL("../pkg/bin.js", import.meta.url));
const WARM = 3_000;

const TEXTS = { make: text, count: 20_000, atOnce: 32 };
const LOADS = {
  "texts, 32 at once": TEXTS,
  "texts, one after the other": { ...TEXTS, count: 5_000, atOnce: 1 },
  "texts, 100,000 kept": { ...TEXTS, count: 100_000, flags: ["--keep", "100000"] },
  "documents of 6.75 MiB, 20 at once": { make: document, count: 20, atOnce: 20 },
  "documents of 6.75 MiB, 200, 20 at once": { make: document, count: 200, atOnce: 20 },
};

const { values } = parseArgs({ options: { only: { type: "string", default: "" }, rounds: { type: "string", default: "3" } } });
const folder = mkdtempSync(join(tmpdir(), "whatsmate-load-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** One load on a sandbox of its own: seconds, peak memory in MiB, and how many of what it acknowledged it does not have. */
async function measure({ flags = [], ...load }, kept) {
  const data = kept ? ["--data", join(folder, "messages")] : [];
  const child = spawn(process.execPath, [BIN, "--port", "0", "--quiet", ...flags, ...data], { stdio: ["ignore", "pipe", "inherit"] });
  const [url] = /http:\S+/.exec((await once(child.stdout, "data"))[0]);
  // What is compiled only when it has run often is not what is measured.
  await send(url, { make: text, count: WARM, atOnce: 32 });
  const start = performance.now();
  const ids = await send(url, load);
  const seconds = (performance.now() - start) / 1_000;
  const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]) / 1_024;
  const { messages } = await (await fetch(`${url}/_sandbox/messages`)).json();
  const found = new Set(messages.map(({ id }) => id));
  const lost = ids.slice(-messages.length).filter((id) => !found.has(id)).length;
  child.kill();
  await once(child, "close");
  rmSync(join(folder, "messages"), { force: true });
  return { seconds, peak, lost };
}

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

console.log(`On ${cpus().length} cores (${cpus()[0].model}), Node ${process.version}; the sender runs on the same cores. Medians of ${values.rounds} rounds.\n`);
console.log("| load | file | messages/s | s | peak MiB | lost |\n| --- | --- | --- | --- | --- | --- |");
for (const [name, load] of Object.entries(LOADS).filter(([name]) => name.includes(values.only))) {
  for (const kept of [false, true]) {
    const rounds = [];
    while (rounds.length < Number(values.rounds)) rounds.push(await measure(load, kept));
    const seconds = median(rounds.map((round) => round.seconds));
    const peak = Math.max(...rounds.map((round) => round.peak));
    const lost = rounds.reduce((sum, round) => sum + round.lost, 0);
    const rate = (load.count / seconds).toFixed(load.count < 1_000 ? 1 : 0);
    console.log(`| ${name} | ${kept ? "yes" : "no"} | ${rate} | ${seconds.toFixed(2)} | ${peak.toFixed(0)} | ${lost} |`);
  }
}
