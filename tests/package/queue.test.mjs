// What ends while calls wait for their turn, and whom errors lead to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";

import { WhatsMate } from "../../pkg/index.js";

const credentials = { clientId: "client@example.com", clientSecret: "canary-secret-0123456789" };
const text = { number: "12025550123", message: "Hello" };
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A client whose fetch takes its time and does not listen to anybody; and what was asked of it. */
function slow(config) {
  const asked = [];
  const events = [];
  const fetch = async (url, { body }) => {
    asked.push(JSON.parse(body).message);
    await pause(1_000);
    return Response.json({ id: "1", status: "queued" });
  };
  const client = new WhatsMate({ ...credentials, fetch, onEvent: (event) => events.push(event), ...config });
  return { gateway: client.whatsapp(1), asked, events };
}

const send = (gateway, count, options) =>
  Promise.all(
    Array.from({ length: count }, (_, i) =>
      gateway.sendText({ ...text, message: `${i}` }, options).catch((error) => `${error.code} ${error.delivery}`),
    ),
  );

test("calls that wait when their common signal fires are not sent", async () => {
  const { gateway, asked, events } = slow({ maxConcurrency: 2 });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 200);
  const outcomes = await send(gateway, 10, { signal: controller.signal });
  await pause(1_200);
  assert.deepEqual(asked, ["0", "1"]);
  assert.deepEqual(outcomes, [...Array(2).fill("aborted unknown"), ...Array(8).fill("aborted not-sent")]);
  assert.equal(events.length, 2);
});

test("calls that wait when their deadline passes are not sent", async () => {
  const { gateway, asked } = slow({ maxConcurrency: 2 });
  const first = send(gateway, 2);
  assert.deepEqual(await send(gateway, 8, { deadline: 200 }), Array(8).fill("timeout not-sent"));
  await first;
  await pause(200);
  assert.deepEqual(asked, ["0", "1"]);
});

test("one signal for many calls brings no warning, and is let go", async () => {
  const warnings = [];
  const keep = (warning) => warnings.push(warning.name);
  process.on("warning", keep);
  const { gateway, asked } = slow({});
  const { signal } = new AbortController();
  let listeners = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args) => (listeners++, addEventListener.apply(signal, args));
  signal.removeEventListener = (...args) => (listeners--, removeEventListener.apply(signal, args));
  await send(gateway, 30, { signal });
  await pause(10);
  process.off("warning", keep);
  assert.equal(asked.length, 30);
  assert.deepEqual(warnings, []);
  assert.equal(listeners, 0);
});

test("an error's stack leads to the call, whenever it comes", async () => {
  const { gateway } = slow({ timeout: 20, maxRetries: 0 });
  async function mine(params) {
    await gateway.sendText(params);
  }
  for (const params of [{ ...text, number: "0" }, text]) {
    const error = await mine(params).catch((error) => error);
    const [head, first] = error.stack.split("\n");
    assert.equal(head, `${error.name}: ${error.message}`);
    assert.match(first, /at async mine .*queue\.test\.mjs/);
    assert.doesNotMatch(error.stack, /wasm/);
    assert.ok(inspect(error).includes("queue.test.mjs"));
  }
});

test("credentials that are parts of words do not garble our own", async () => {
  const { gateway } = slow({ clientId: "me", clientSecret: "any" });
  const error = await gateway.sendText({ nummer: "1", message: "x" }).catch((error) => error);
  assert.match(error.message, /whatsapp\/single\/text\/message: nummer: is not known here; did you mean "number"\?/);
});
