import { createServer } from "node:http";
import { once } from "node:events";

import { CREDENTIALS, whatsmate } from "./package.mjs";

const QUEUED = JSON.stringify({ id: "0b9ecb1c", status: "queued" });

/** A server that takes 5 to 20 ms for an answer, and counts. */
async function countingServer() {
  const seen = { taken: new Map(), now: 0, most: 0 };
  const server = createServer((request, response) => {
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    let body = "";
    request.setEncoding("utf8").on("data", (part) => (body += part));
    request.on("end", () => {
      const { message } = JSON.parse(body);
      seen.taken.set(message, (seen.taken.get(message) ?? 0) + 1);
      setTimeout(() => {
        // Before the answer, since a client may ask again as soon as it has that.
        seen.now -= 1;
        response.writeHead(200, { "content-type": "application/json", "content-length": QUEUED.length });
        response.end(QUEUED);
      }, 5 + Math.random() * 15);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { seen, baseUrl: `http://127.0.0.1:${server.address().port}`, close };
}

/** Makes all calls at once. `through` sends what is to be sent; the options of a call are `options(i)`. */
export async function load(calls, { config, through = fetch, options = () => undefined, patience = 40_000 } = {}) {
  const { seen, baseUrl, close } = await countingServer();
  const started = [];
  const asked = (url, init) => {
    started.push(Number(JSON.parse(init.body).message));
    return through(url, init);
  };
  const gateway = new whatsmate.WhatsMate({ ...CREDENTIALS, baseUrl, fetch: asked, ...config }).whatsapp(1);
  const outcomes = {};
  const settle = (outcome) => (outcomes[outcome] = (outcomes[outcome] ?? 0) + 1);
  const send = (i) =>
    gateway
      .sendText({ number: "12025550123", message: `${i}` }, options(i))
      .then(
        () => settle("queued"),
        (error) => settle(`${error.code} ${error.delivery}`),
      );
  let late;
  const over = new Promise((resolve) => (late = setTimeout(resolve, patience)));
  await Promise.race([Promise.all(Array.from({ length: calls }, (_, i) => send(i))), over]);
  clearTimeout(late);
  const { most } = seen;
  const disorder = started.filter((message, i) => i > 0 && message < started[i - 1]).length;
  const twice = [...seen.taken.values()].filter((times) => times > 1).length;
  const settled = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  close();
  const unsettled = calls - settled;
  return { calls, taken: seen.taken.size, twice, most, disorder, unsettled, outcomes: { ...outcomes } };
}
