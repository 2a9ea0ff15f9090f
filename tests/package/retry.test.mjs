// When an attempt is followed by another one, and what waits for it.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { setHostFetch } from "./host.mjs";
import { WhatsMate } from "../../pkg/index.js";

const credentials = { clientId: "client@example.com", clientSecret: "canary-secret-0123456789" };
const text = { number: "12025550123", message: "Hello" };
const queued = () => Response.json({ id: "1", status: "queued" });
const busy = (seconds) =>
  new Response('{"error_message":"slow down"}', { status: 429, headers: seconds && { "retry-after": seconds } });

afterEach(() => setHostFetch());

/** A client, for which the host's fetch answers with one after the other of `answers`, and what was asked and told. */
function scripted(answers, config = {}) {
  const calls = [];
  const events = [];
  setHostFetch((url) => {
    calls.push({ path: new URL(url).pathname, at: performance.now() });
    const answer = answers.shift() ?? queued;
    return answer();
  });
  const client = new WhatsMate({ ...credentials, onEvent: (event) => events.push(event), ...config });
  return { client, calls, events };
}

const refused = () => {
  throw Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error("no"), { code: "ECONNREFUSED" }) });
};
const lost = () => {
  throw Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error("no"), { code: "ECONNRESET" }) });
};

test("a send goes again after a connection that never opened, and tells so", async () => {
  const { client, calls, events } = scripted([refused, refused]);
  await client.whatsapp(1).sendText(text);
  assert.equal(calls.length, 3);
  assert.deepEqual(
    events.map(({ type, attempt }) => [type, attempt]),
    [["request", 1], ["retry", 1], ["request", 2], ["retry", 2], ["request", 3], ["response", 3]],
  );
  assert.equal(events[1].error.code, "connection");
  assert.equal(events[1].error.delivery, "not-sent");
  assert.ok(events[1].wait >= 0 && events[1].wait <= 500);
});

test("a send whose connection was lost does not go again", async () => {
  const { client, calls } = scripted([lost]);
  await assert.rejects(client.whatsapp(1).sendText(text), { code: "connection", delivery: "unknown" });
  assert.equal(calls.length, 1);
});

test("with retryUnknown it does, and what was once unknown stays so", async () => {
  const { client, calls } = scripted([lost, refused], { maxRetries: 1, retryUnknown: true });
  await assert.rejects(client.whatsapp(1).sendText(text), { code: "connection", delivery: "unknown" });
  assert.equal(calls.length, 2);
});

test("what a fetch of the caller's does to the bytes of a file does not go out the second time", async () => {
  const bodies = [];
  const fetch = async (_, { body }) => {
    bodies.push(Buffer.from(body).toString());
    body.fill(0);
    return bodies.length === 1 ? busy("0") : queued();
  };
  const client = new WhatsMate({ ...credentials, fetch });
  await client.whatsapp(1).sendImage({ number: text.number, image: Buffer.from("abc") });
  assert.deepEqual(bodies, Array(2).fill('{"number":"12025550123","image":"YWJj"}'));
});

test("maxRetries bounds the attempts, of a call before that of the client", async () => {
  const { client, calls } = scripted([refused, refused, refused, refused, refused], { maxRetries: 3 });
  await assert.rejects(client.whatsapp(1).sendText(text, { maxRetries: 1 }), { delivery: "not-sent" });
  assert.equal(calls.length, 2);
});

test("Retry-After is waited for, and holds back the calls of that gateway alone", async () => {
  const { client, calls } = scripted([() => busy("1")]);
  const first = client.whatsapp(1).sendText(text);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const others = [client.whatsapp(1).sendUrl({ number: text.number, url: "x" }), client.whatsapp(2).sendText(text)];
  others.push(client.telegram(1).sendText(text));
  await Promise.all([first, ...others]);
  const at = (path) => calls.filter((call) => call.path === path).map((call) => call.at - calls[0].at);
  const [, again] = at("/v3/whatsapp/single/text/message/1");
  assert.ok(again >= 990, `again after ${again} ms`);
  assert.ok(at("/v3/whatsapp/single/url/message/1")[0] >= 990);
  assert.ok(at("/v3/whatsapp/single/text/message/2")[0] < 900);
  assert.ok(at("/v3/telegram/single/text/message/1")[0] < 900);
});

test("a Retry-After of more than a minute fails at once, with how long it is", async () => {
  const { client, calls } = scripted([() => busy("61")]);
  await assert.rejects(client.whatsapp(1).sendText(text), { code: "rate_limited", retryAfter: 61_000, delivery: "not-sent" });
  assert.equal(calls.length, 1);
});

test("so does one that the deadline does not allow", async () => {
  const { client, calls } = scripted([() => busy("30")]);
  await assert.rejects(client.whatsapp(1).sendText(text, { deadline: 5_000 }), { code: "rate_limited" });
  assert.equal(calls.length, 1);
});

test("a wait for the next attempt can be aborted", async () => {
  const { client } = scripted([() => busy("30")]);
  const controller = new AbortController();
  setTimeout(() => controller.abort("enough"), 50);
  const options = { signal: controller.signal };
  await assert.rejects(client.whatsapp(1).sendText(text, options), { code: "aborted", cause: "enough", delivery: "not-sent" });
});

test("of a failure's body no more is read than is kept, though it never ends", async () => {
  let pulled = 0;
  let cancelled = false;
  const endless = new ReadableStream({
    pull: (controller) => {
      pulled += 1;
      controller.enqueue(new Uint8Array(16_384).fill(0x78));
    },
    cancel: () => {
      cancelled = true;
    },
  });
  const { client } = scripted([() => new Response(endless, { status: 400 })]);
  const error = await client.whatsapp(1).sendText(text).catch((error) => error);
  assert.equal(error.status, 400);
  assert.equal(error.body.length, 65_536);
  assert.ok(pulled < 10, `${pulled} pieces`);
  assert.ok(cancelled);
});

test("headers that never come time out", async () => {
  const headers = () => new Promise(() => {});
  const client = new WhatsMate({ baseUrl: "http://127.0.0.1:9", headers, timeout: 50, maxRetries: 0 });
  await assert.rejects(client.whatsapp(1).sendText(text), { code: "timeout", scope: "attempt", delivery: "not-sent" });
});
