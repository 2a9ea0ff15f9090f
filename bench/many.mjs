// What sending a list costs beside a bare loop of as many at once, with and without a ledger, and what memory it takes: each
// way in a process of its own, in turn, to the sandbox's own process on this machine. Draws docs/many.svg.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { WhatsMate } from "../pkg/index.js";
import { chart } from "./chart.mjs";

const ROUNDS = 3;
const AT_ONCE = 16;
const LOOKS = 100;
const count = Number(process.argv[2] ?? 100_000);
const here = fileURLToPath(import.meta.url);
const CREDENTIALS = { clientId: "me@example.com", clientSecret: "sandbox-secret" };

function* messages() {
  for (let i = 0; i < count; i += 1) yield { kind: "text", number: `1202555${String(i % 10_000).padStart(4, "0")}`, message: `Hello ${i}` };
}

/** Each way: what to do, and to call `look` after each message. */
const WAYS = {
  async "a bare loop"(whatsapp, look) {
    const source = messages();
    const lane = async () => {
      for (const { number, message } of source) {
        await whatsapp.sendText({ number, message });
        look();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  },
  sendMany: (whatsapp, look) => sendAll(whatsapp, look, {}),
  async "sendMany with a ledger"(whatsapp, look) {
    const folder = mkdtempSync(join(tmpdir(), "whatsmate-bench-"));
    await sendAll(whatsapp, look, { ledger: join(folder, "list.ledger") });
    rmSync(folder, { recursive: true });
  },
};

async function sendAll(whatsapp, look, options) {
  for await (const { status } of whatsapp.sendMany(messages(), { concurrency: AT_ONCE, ...options })) {
    if (status !== "queued") throw new Error("one was not queued");
    look();
  }
}

/** In a process of its own: one way, and what memory it took at each hundredth, in MB. */
async function measure(way, baseUrl) {
  const memory = [];
  let done = 0;
  const look = () => {
    if ((done += 1) % Math.ceil(count / LOOKS) !== 0) return;
    globalThis.gc();
    const { heapUsed, rss } = process.memoryUsage();
    memory.push({ heap: heapUsed / 1e6, rss: rss / 1e6 });
  };
  const start = performance.now();
  await WAYS[way](new WhatsMate({ ...CREDENTIALS, baseUrl }).whatsapp(1), look);
  console.log(JSON.stringify({ speed: count / ((performance.now() - start) / 1_000), memory }));
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

async function compare() {
  const sandbox = spawn(process.execPath, [fileURLToPath(new URL("../sandbox/pkg/bin.js", import.meta.url)), "--port", "0", "--quiet"], { stdio: ["ignore", "pipe", "inherit"] });
  const [told] = await once(sandbox.stdout, "data");
  const [baseUrl] = /http:\/\/\S+/.exec(told);
  const found = Object.fromEntries(Object.keys(WAYS).map((way) => [way, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [way, results] of Object.entries(found)) {
      const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", here, String(count), way, baseUrl]);
      results.push(JSON.parse(stdout));
    }
  }
  sandbox.kill();
  const bare = median(found["a bare loop"].map(({ speed }) => speed));
  console.log(`Node ${process.versions.node}, ${count} texts, ${AT_ONCE} at once, the median of ${ROUNDS} rounds\n`);
  console.log("| way | messages a second | of the bare loop | heap at 10 %, MB | heap at the end, MB | resident at 10 %, MB | at the end, MB |\n|---|---|---|---|---|---|---|");
  for (const [way, results] of Object.entries(found)) {
    const speed = median(results.map((result) => result.speed));
    const { memory } = results.at(-1);
    const [early, late] = [memory[LOOKS / 10 - 1], memory.at(-1)];
    const cells = [speed.toFixed(0), (speed / bare).toFixed(2), early.heap.toFixed(1), late.heap.toFixed(1), early.rss.toFixed(0), late.rss.toFixed(0)];
    console.log(`| ${way} | ${cells.join(" | ")} |`);
  }
  const lines = Object.entries(found).slice(1).flatMap(([way, results]) => {
    const { memory } = results.at(-1);
    return [
      { name: `${way}: resident`, values: memory.map(({ rss }) => rss) },
      { name: `${way}: heap`, values: memory.map(({ heap }) => heap) },
    ];
  });
  writeFileSync(new URL("../docs/many.svg", import.meta.url), chart(`Memory in MB while ${count.toLocaleString("en")} texts are sent`, lines));
}

const [, , , way, baseUrl] = process.argv;
await (way ? measure(way, baseUrl) : compare());
