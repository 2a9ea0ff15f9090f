// Measures one way of one workload in a process of its own, and prints the figures.
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { Buffer } from "node:buffer";
import { WAYS } from "./ways.mjs";
import { WORKLOADS } from "./workloads.mjs";

globalThis.Buffer ??= Buffer;
const { workload: name, way, origin, file, entry } = JSON.parse(process.argv.at(-1));
const workload = WORKLOADS[name];

/** How many small calls come before the time is taken: engines compile for about as long. */
const WARM = 1_500;

const status = (key) => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(readFileSync("/proc/self/status", "utf8"))[1]) / 1_024;

function content(size) {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++) bytes[i] = (i * 2_654_435_761) >>> 13;
  return bytes;
}

const bytes = workload.from === "file" ? undefined : content(workload.size);
const send = await WAYS[way](workload, { url: origin + workload.path, bytes, file, entry });

async function run(count, atOnce) {
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const { status: answer } = await send();
      if (answer !== "queued") throw new Error(`answered ${answer}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

// What is made once, and what is compiled only when it has run often, is not what is compared.
if (workload.count > 1) await run(workload.count > WARM ? WARM : workload.count / 20, workload.atOnce);
else await WAYS.usual(WORKLOADS["text messages"], { url: `${origin}/v3/whatsapp/single/text/message/1` })();
await new Promise((resolve) => { setTimeout(resolve, 50); });
const idle = status("VmRSS");
// From here on, the kernel counts the peak anew.
writeFileSync("/proc/self/clear_refs", "5");
const cpuBefore = process.cpuUsage();
const start = performance.now();
await run(workload.count, workload.atOnce);
const seconds = (performance.now() - start) / 1_000;
const { user, system } = process.cpuUsage(cpuBefore);
console.log(JSON.stringify({ seconds, cpu: (user + system) / 1_000, rss: status("VmHWM") - idle }));
process.exit();
