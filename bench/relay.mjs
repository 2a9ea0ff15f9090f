// What a relay costs: the client sends to the sink directly and through each form of a relay, in turn within one run. Each is
// a process of its own, on this machine.
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { availableParallelism } from "node:os";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { WhatsMate } from "../pkg/index.js";
import { createRelay } from "../pkg/relay.js";
import { createRelayListener } from "../pkg/relay-node.js";

const ROUNDS = 10;
/** Texts go in short turns, since what else the machine does changes from second to second. */
const TURNS = 40;
const TEXTS = 200;
const DOCUMENTS = 48;
const AT_ONCE = 16;
const MIB = 2 ** 20;
const SIZE = 6.75 * MIB;
const NUMBER = "12025550123";
const CREDENTIALS = { clientId: "me@example.com", clientSecret: "sandbox-secret" };

const LISTENERS = {
  "node:http": createRelayListener,
  // As a server does it that has nothing but node:http.
  "fetch style": (config) => {
    const relay = createRelay(config);
    return async (request, response) => {
      const { method, headers } = request;
      const body = method === "POST" ? Readable.toWeb(request) : undefined;
      const answer = await relay(new Request(`http://${headers.host}${request.url}`, { method, headers, body, duplex: "half" }));
      response.writeHead(answer.status, [...answer.headers].flat()).end(Buffer.from(await answer.arrayBuffer()));
    };
  },
};

/** A child of this very file that serves a relay of a form. */
function serve(form, baseUrl) {
  const server = createServer(LISTENERS[form]({ ...CREDENTIALS, baseUrl, authorize: () => true }));
  server.listen(0, "127.0.0.1", () => process.send(`http://127.0.0.1:${server.address().port}`));
  process.on("disconnect", () => process.exit());
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The times of texts, one after the other, in ms. */
async function latency(client) {
  const times = [];
  for (let i = 0; i < TEXTS; i += 1) {
    const start = performance.now();
    await client.whatsapp(1).sendText({ number: NUMBER, message: "Hello" });
    times.push(performance.now() - start);
  }
  return times;
}

/** Documents as they are sent, in MiB/s. */
async function throughput(client, document) {
  let left = DOCUMENTS;
  const start = performance.now();
  const lane = async () => {
    for (; left > 0; ) {
      left -= 1;
      await client.whatsapp(1).sendDocument({ number: NUMBER, document, filename: "a.bin" });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return (DOCUMENTS * SIZE) / MIB / ((performance.now() - start) / 1_000);
}

async function measure() {
  const sink = fork(fileURLToPath(new URL("sink.mjs", import.meta.url)), { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  const origin = `${(await once(sink.stdout, "data"))[0]}`.trim();
  const ways = { direct: new WhatsMate({ ...CREDENTIALS, baseUrl: origin }) };
  const children = [sink];
  for (const form of Object.keys(LISTENERS)) {
    const child = fork(fileURLToPath(import.meta.url), [form, origin]);
    children.push(child);
    const [baseUrl] = await once(child, "message");
    ways[form] = new WhatsMate({ baseUrl });
  }
  const document = new Uint8Array(SIZE).map((_, i) => (i * 7) % 251);
  const found = Object.fromEntries(Object.keys(ways).map((way) => [way, { latency: [], throughput: [] }]));
  // Documents first: whatever a process has kept, such as the keys of texts, makes V8 collect more often while buffers pass
  // through it, in a bare pipe as well. The first fifth warms everything up.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [way, client] of Object.entries(ways)) {
      const speed = await throughput(client, document);
      if (round >= ROUNDS / 5) found[way].throughput.push(speed);
    }
  }
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const [way, client] of Object.entries(ways)) {
      const times = await latency(client);
      if (turn >= TURNS / 5) found[way].latency.push(...times);
    }
  }
  for (const child of children) child.disconnect();
  const direct = { latency: median(found.direct.latency), throughput: median(found.direct.throughput) };
  console.log(`Node ${process.versions.node}, ${availableParallelism()} cores, medians\n`);
  console.log("| way | a text, ms | more than direct, ms | documents of 6.75 MiB, MiB/s | of direct |\n|---|---|---|---|---|");
  for (const [way, { latency, throughput }] of Object.entries(found)) {
    const [time, speed] = [median(latency), median(throughput)];
    console.log(`| ${way} | ${time.toFixed(2)} | ${(time - direct.latency).toFixed(2)} | ${speed.toFixed(0)} | ${(speed / direct.throughput).toFixed(2)} |`);
  }
}

const [, , form, origin] = process.argv;
await (form ? serve(form, origin) : measure());
