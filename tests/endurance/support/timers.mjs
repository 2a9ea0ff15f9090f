// Lets calls wait in every way while garbage is collected all the time, and prints which ended, how and when.
import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import { setInterval, setTimeout } from "node:timers";

import { CREDENTIALS, whatsmate } from "./package.mjs";

const [, , origin, rounds, copies] = process.argv;
const ASKED = 200;
const PATIENCE = 3_000;
const PDF = "https://files.example.com/a.pdf";
const TO = { number: "12025550123" };
const never = () => new Promise(() => {});

const json = (value, init) => Response.json(value, init);
const limited = (after) => json({}, { status: 429, headers: after ? { "retry-after": after } : {} });

/** What the server does at these paths, without a server. */
function stub(kind) {
  let asked = 0;
  return (url) => {
    asked += 1;
    if (kind === "half") return { status: 200, headers: new Headers(), text: never };
    if (kind === "busy") return limited("30");
    if (kind === "soon" || kind === "jitter") {
      return asked === 1 ? limited(kind === "soon" && "1") : json({ id: "1", status: "queued" });
    }
    if (url.endsWith("/submit")) return json({ id: "job", status: "submitted" });
    if (kind === "jobs") return json({ id: "job", status: "Processing" });
    if (kind === "done") {
      const status = asked === 1 ? "Processing" : "Completed";
      return url.includes("/retrieve_text/") ? new Response("text") : json({ id: "job", status });
    }
    return never();
  };
}

let clients = 0;
function client(kind, isStub, config) {
  clients += 1;
  const way = isStub ? { fetch: stub(kind) } : { baseUrl: `${origin}/${kind}/${process.pid}-${clients}` };
  return new whatsmate.WhatsMate({ ...CREDENTIALS, ...way, ...config });
}

const text = (api, options) => api.whatsapp(1).sendText({ ...TO, message: "Hello" }, options);
const picture = (api, image, options) => api.whatsapp(1).sendImage({ ...TO, image }, options);
const endless = {
  async *[Symbol.asyncIterator]() {
    yield await never();
  },
};

/** Where a call may wait: what does it, and what may come before it. */
const PLACES = {
  sending: { kind: "hang", make: text },
  "sending a picture": { kind: "hang", make: (api, options) => picture(api, new Blob(["x"]), options) },
  reading: { kind: "half", make: text },
  "reading a file": { kind: "hang", make: (api, options) => picture(api, endless, options) },
  queued: {
    kind: "hang",
    config: { maxConcurrency: 1 },
    make: (api, options) => {
      text(api, {}).catch(() => {});
      return text(api, options);
    },
  },
  "waiting to retry": { kind: "busy", make: text },
  "held back": {
    kind: "busy",
    make: async (api, options) => {
      await text(api, { maxRetries: 0 }).catch(() => {});
      return text(api, options());
    },
  },
  polling: { kind: "jobs", make: (api, options) => api.pdf.wait("job", { ...options, pollInterval: 60_000 }) },
  "polling after a submit": {
    kind: "jobs",
    make: (api, options) => api.pdf.submitAndWait(PDF, { ...options, pollInterval: 60_000 }),
  },
};

function fires() {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ASKED);
  return controller.signal;
}

/** What ends a call. Nobody here holds on to what is given to it. */
const ENDS = {
  "its timeout": {
    code: "timeout",
    options: () => ({ timeout: ASKED, maxRetries: 0 }),
    at: ["sending", "sending a picture", "reading"],
  },
  "its deadline": { code: "timeout", options: () => ({ deadline: ASKED }), not: ["waiting to retry"] },
  "a signal": { code: "aborted", options: () => ({ signal: fires() }) },
  "AbortSignal.timeout": { code: "aborted", options: () => ({ signal: AbortSignal.timeout(ASKED) }) },
};

/** What goes on by itself after a while. */
const GOES_ON = [
  { name: "a wait of Retry-After", kind: "soon", least: 1_000, make: text },
  { name: "a wait before a retry", kind: "jitter", least: 0, make: text },
  { name: "a poll interval", kind: "done", least: ASKED, make: (api) => api.pdf.wait("job", { pollInterval: ASKED }) },
].map((entry) => ({ ...entry, code: "value", most: entry.least + PATIENCE, options: () => ({}) }));

const CASES = Object.entries(PLACES).flatMap(([place, { kind, config, make }]) =>
  Object.entries(ENDS)
    .filter(([, { at, not }]) => (at ? at.includes(place) : !not?.includes(place)))
    .map(([end, { code, options }]) => ({
      name: `${place}, ended by ${end}`,
      ...{ kind, config, code, make, options },
      ...{ least: ASKED, most: PATIENCE, isLater: place === "held back" },
    })),
);

function start(entry, isStub) {
  const result = { name: `${entry.name}${isStub ? ", stub" : ""}`, code: "lost" };
  const begin = performance.now();
  const options = entry.isLater ? entry.options : entry.options();
  // A promise that somebody here held would keep what hangs on it.
  entry.make(client(entry.kind, isStub, entry.config), options).then(
    () => end("value"),
    (error) => end(error.code ?? `${error}`),
  );
  function end(code) {
    Object.assign(result, { code, took: performance.now() - begin });
  }
  const look = () => {
    const { name, code, took } = result;
    if (code !== entry.code) return { name, wrong: code, isOver: code !== "lost" };
    // Timers may be a little early by another clock.
    const isInTime = took >= entry.least - 10 && took <= entry.most;
    return { name, took, ...(isInTime ? {} : { wrong: `${Math.round(took)} ms` }), isOver: true };
  };
  return look;
}

let garbage = [];
let collections = 0;
setInterval(() => {
  garbage = Array.from({ length: 5_000 }, (_, i) => ({ i, garbage: collections % 50 ? garbage[i] : null }));
  collections += 1;
  globalThis.gc({ type: collections % 2 ? "major" : "minor" });
}, 0);

const all = [...CASES, ...GOES_ON];
// The first call takes long, and others would be over before anything is collected.
start(GOES_ON[1], false);
await wait(200);

const found = [];
for (let round = 0; round < Number(rounds); round++) {
  const looks = [];
  for (const entry of Array.from({ length: Number(copies) }, () => all).flat()) {
    looks.push(start(entry, true), start(entry, false));
    await turn();
  }
  const over = performance.now() + PATIENCE + 1_000;
  while (performance.now() < over && !looks.every((look) => look().isOver)) await wait(50);
  found.push(...looks.map((look) => look()));
}

const wrongs = [...new Set(found.filter(({ wrong }) => wrong).map(({ name, wrong }) => `${name}: ${wrong}`))];
const slowest = Math.max(...found.map(({ took }) => took ?? 0));
console.log(JSON.stringify({ calls: found.length, kinds: all.map(({ name }) => name), wrongs, slowest, collections }));
// Nobody waits for what hangs on purpose.
process.exit();
