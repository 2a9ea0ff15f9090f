// Makes calls of one kind, and prints what is held in memory after each twentieth of them.
import { setImmediate as turn, setTimeout as pause } from "node:timers/promises";

import { CREDENTIALS, held, whatsmate } from "./package.mjs";

const NUMBER = "12025550123";
const { WhatsMate } = whatsmate;
const [, , kind, part = "1"] = process.argv;

const QUEUED = JSON.stringify({ id: "0b9ecb1c", status: "queued" });
const answers = () => new Response(QUEUED, { headers: { "content-type": "application/json" } });
const never = () => new Promise(() => {});
const expects = (code) => (error) => {
  if (error.code !== code) throw error;
};
const answered = () => {
  throw new Error("was answered");
};

const image = new Uint8Array(60_000).map((_, i) => i * 31);
const large = new Uint8Array(1_000_000);
const client = (config) => new WhatsMate({ ...CREDENTIALS, ...config });
const once = (gateway, options) => gateway.sendText({ number: NUMBER, message: "Hello" }, options);

/** How many calls there are, how many are made at once, and what makes one. */
const KINDS = {
  texts: () => {
    const gateway = client({ fetch: answers }).whatsapp(1);
    return [100_000, 500, () => once(gateway)];
  },
  uploads: () => {
    const gateway = client({ fetch: answers }).whatsapp(1);
    return [2_000, 20, () => gateway.sendImage({ number: NUMBER, image })];
  },
  streams: () => {
    globalThis.fetch = async (_url, { body }) => {
      for await (const part of body) if (part.length === 0) throw new Error("nothing");
      return answers();
    };
    const gateway = client().whatsapp(1);
    return [1_000, 10, () => gateway.sendImage({ number: NUMBER, image: large })];
  },
  "streams given up": () => {
    globalThis.fetch = async (_url, { body }) => {
      await body.getReader().read();
      return never();
    };
    const gateway = client({ timeout: 20, maxRetries: 0 }).whatsapp(1);
    return [1_000, 10, () => gateway.sendImage({ number: NUMBER, image: new Blob([large]) }).then(answered, expects("timeout"))];
  },
  signals: () => {
    const gateway = client({ fetch: answers }).whatsapp(1);
    return [10_000, 500, () => once(gateway, { signal: new AbortController().signal })];
  },
  stuck: () => {
    const gateway = client({ fetch: never, maxRetries: 0, timeout: 20, maxConcurrency: 50 }).whatsapp(1);
    return [6_000, 50, () => once(gateway).then(answered, expects("timeout"))];
  },
  "stuck sources": () => {
    const gateway = client({ fetch: answers, maxConcurrency: 50 }).whatsapp(1);
    const endless = () => ({ [Symbol.asyncIterator]: () => ({ next: never }) });
    const make = () => gateway.sendImage({ number: NUMBER, image: endless() }, { deadline: 20 });
    return [6_000, 50, () => make().then(answered, expects("timeout"))];
  },
  "thrown at once": () => {
    const fail = () => {
      throw new Error("no");
    };
    const gateway = client({ fetch: fail, onEvent: fail, maxRetries: 0 }).whatsapp(1);
    return [10_000, 500, () => once(gateway).then(answered, expects("connection"))];
  },
  "errors in words": () => {
    const gateway = client({ fetch: () => new Response("no", { status: 500 }), maxRetries: 0 }).whatsapp(1);
    return [10_000, 500, () => once(gateway).then(answered, expects("api_error"))];
  },
  "refused input": () => {
    const gateway = client({ fetch: never }).whatsapp(1);
    return [10_000, 500, () => gateway.sendText({ nummer: "1" }).then(answered, expects("invalid_input"))];
  },
  "gave up waiting": () => {
    const gateway = client({ fetch: never, maxConcurrency: 1 }).whatsapp(1);
    once(gateway);
    return [20_000, 1_000, () => once(gateway, { deadline: 1 }).then(answered, expects("timeout"))];
  },
  clients: () => [10_000, 100, () => client({ fetch: answers }).whatsapp(1)],
};

async function collect() {
  // What a collection finds is let go in later turns, and that may make more of it.
  for (let i = 0; i < 3; i++) {
    globalThis.gc();
    await turn();
    await pause(1);
  }
  globalThis.gc();
}

async function curve([all, batch, make]) {
  const total = all * Number(part);
  const samples = [];
  const sampled = total / 20;
  for (let done = 0; done < total; ) {
    for (const end = done + sampled; done < end; done += batch) {
      await Promise.all(Array.from({ length: batch }, make));
    }
    await collect();
    const { heapUsed, external } = process.memoryUsage();
    const { wasm, values } = held();
    samples.push({ wasm, values, heap: heapUsed + external - wasm });
  }
  return { total, samples };
}

console.log(JSON.stringify(await curve(KINDS[kind]())));
// Nobody waits for what never settles.
process.exit();
