// What sending a list costs beside a bare loop of as many at once, and what memory it takes: in turn within one run, to the
// sandbox's own process on this machine.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { WhatsMate } from "../pkg/index.js";

const COUNT = Number(process.argv[2] ?? 100_000);
const AT_ONCE = 16;

const bin = fileURLToPath(new URL("../sandbox/pkg/bin.js", import.meta.url));
const sandbox = spawn(process.execPath, [bin, "--port", "0", "--quiet"], { stdio: ["ignore", "pipe", "inherit"] });
const [told] = await once(sandbox.stdout, "data");
const [baseUrl] = /http:\/\/\S+/.exec(told);
const whatsapp = new WhatsMate({ baseUrl, clientId: "me@example.com", clientSecret: "sandbox-secret" }).whatsapp(1);

function* messages() {
  for (let i = 0; i < COUNT; i += 1) yield { kind: "text", number: `1202555${String(i % 10_000).padStart(4, "0")}`, message: `Hello ${i}` };
}

const memory = [];
function look(done) {
  if (done % (COUNT / 10) !== 0) return;
  globalThis.gc?.();
  memory.push(process.memoryUsage().heapUsed / 1e6);
}

const WAYS = {
  async "a bare loop"() {
    const source = messages();
    const lane = async () => {
      for (const { number, message } of source) await whatsapp.sendText({ number, message });
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  },
  async sendMany() {
    let done = 0;
    for await (const { status } of whatsapp.sendMany(messages(), { concurrency: AT_ONCE })) {
      if (status !== "queued") throw new Error("one was not queued");
      look(done += 1);
    }
  },
};

const speeds = { "a bare loop": [], sendMany: [] };
for (let round = 0; round < 3; round += 1) {
  for (const [way, run] of Object.entries(WAYS)) {
    const start = performance.now();
    await run();
    speeds[way].push(COUNT / ((performance.now() - start) / 1_000));
  }
}
sandbox.kill();
const median = (values) => values.sort((a, b) => a - b)[1];
const [loop, many] = Object.values(speeds).map(median);
console.log(`Node ${process.versions.node}, ${COUNT} texts, ${AT_ONCE} at once, the median of 3 rounds`);
console.log(`a bare loop ${loop.toFixed(0)}/s, sendMany ${many.toFixed(0)}/s, ${(many / loop).toFixed(2)} of it`);
console.log(`heap after each tenth, MB: ${memory.map((mb) => mb.toFixed(1)).join(" ")}`);
