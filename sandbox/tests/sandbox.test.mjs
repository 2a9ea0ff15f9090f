// The package in process: createSandbox and its fetch.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createSandbox } from "../pkg/index.js";
import { GOOD_TEXT, HEADERS, TEXT } from "./support.mjs";

const BASE = "http://sandbox.test";

function post(sandbox, path, body) {
  return sandbox.fetch(BASE + path, { method: "POST", headers: HEADERS, body: JSON.stringify(body) });
}

test("fetch takes what the global one takes", async () => {
  const sandbox = await createSandbox();
  const init = { method: "POST", headers: HEADERS, body: GOOD_TEXT };
  const stream = new Blob([GOOD_TEXT]).stream();
  for (const call of [
    [BASE + TEXT, init],
    [new URL(BASE + TEXT), init],
    [new Request(BASE + TEXT, init)],
    [BASE + TEXT, { ...init, body: new TextEncoder().encode(GOOD_TEXT) }],
    [BASE + TEXT, { ...init, body: new Blob([GOOD_TEXT]), headers: new Headers(HEADERS) }],
    [BASE + TEXT, { ...init, body: stream, duplex: "half", redirect: "manual", cache: "no-store" }],
  ]) {
    const response = await sandbox.fetch(...call);
    assert.ok(response instanceof Response);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "application/json");
    const { status, id } = await response.json();
    assert.equal(status, "queued");
    assert.match(id, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  }
  const { messages, total } = await (await sandbox.fetch(`${BASE}/_sandbox/messages`)).json();
  assert.equal(total, 6);
  assert.equal(new Set(messages.map(({ id }) => id)).size, 6);
  assert.ok(Math.abs(Date.parse(messages[0].receivedAt) - Date.now()) < 10_000);
});

test("messages are searched, newest first", async () => {
  const sandbox = await createSandbox();
  assert.deepEqual(await sandbox.messages(), []);
  for (const message of ["Grüße & 100% + 😀", "Hello", "Hello"]) {
    await post(sandbox, TEXT, { number: "12025550101", message });
  }
  const texts = async (query) => (await sandbox.messages(query)).map(({ message }) => message);
  assert.deepEqual(await texts(), ["Hello", "Hello", "Grüße & 100% + 😀"]);
  assert.deepEqual(await texts('text:"& 100% + 😀" to:0101'), ["Grüße & 100% + 😀"]);
  assert.deepEqual((await sandbox.messages("hello")).map(({ received, duplicate }) => [received, duplicate]), [
    [2, true],
    [1, false],
  ]);
  await assert.rejects(sandbox.messages("from:elsa"), { name: "TypeError", message: /from: unknown prefix.*to, group/ });
  await assert.rejects(sandbox.messages({ to: "0101" }), { name: "TypeError", message: "query must be a string" });
});

test("the same file is told from another of its size", async () => {
  const sandbox = await createSandbox();
  for (const image of ["iVBORw0KGgoA", "iVBORw0KGgoB", "iVBORw0KGgoA"]) {
    await post(sandbox, "/v3/telegram/single/image/message/1", { number: "12025550101", image });
  }
  assert.deepEqual((await sandbox.messages()).map(({ received }) => received), [2, 1, 1]);
});

test("a reset forgets messages, media and PDF jobs", async () => {
  const sandbox = await createSandbox({ fetch: async () => new Response("") });
  const image = { number: "12025550101", image: "iVBORw0KGgo=" };
  const { id } = await (await post(sandbox, "/v3/telegram/single/image/message/1", image)).json();
  const submit = `${BASE}/v1/pdf/job/submit?url=http%3A%2F%2Fa.example`;
  const job = await (await sandbox.fetch(submit, { headers: HEADERS })).json();
  sandbox.reset();
  assert.deepEqual(await sandbox.messages(), []);
  assert.equal((await sandbox.fetch(`${BASE}/_sandbox/messages/${id}/media`)).status, 404);
  const check = await sandbox.fetch(`${BASE}/v1/pdf/job/check/${job.id}`);
  assert.match((await check.json()).error_message, /unknown job/);
});

test("two sandboxes share nothing", async () => {
  const [one, other] = await Promise.all([createSandbox(), createSandbox()]);
  await post(one, TEXT, JSON.parse(GOOD_TEXT));
  assert.equal((await (await other.fetch(`${BASE}/_sandbox/messages`)).json()).total, 0);
});

test("media come back as the bytes that were sent, until their message goes", async () => {
  const sandbox = await createSandbox({ keep: 2 });
  const bytes = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(100_000, 7)]);
  const image = bytes.toString("base64");
  const send = async () => {
    const body = { number: "12025550101", image };
    const response = await post(sandbox, "/v3/telegram/single/image/message/1", body);
    return (await response.json()).id;
  };
  const id = await send();
  const url = `${BASE}/_sandbox/messages/${id}/media`;

  const response = await sandbox.fetch(url);
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), bytes);
  assert.equal(response.headers.get("content-type"), "image/png");
  assert.equal(response.headers.get("content-disposition"), "inline");

  await send();
  assert.equal((await sandbox.fetch(url)).status, 200);
  await send();
  assert.equal((await sandbox.fetch(url)).status, 404);

  const cleared = await sandbox.fetch(`${BASE}/_sandbox/messages`, { method: "DELETE" });
  assert.equal(cleared.status, 204);
  assert.equal((await (await sandbox.fetch(`${BASE}/_sandbox/messages`)).json()).total, 0);
});

/** What people send, or try to, how it is served, and whether a browser shows it. */
const FILES = [
  ["\x89PNG\r\n\x1a\n", "image/png", "inline"],
  ["\xff\xd8\xff\xe0", "image/jpeg", "inline"],
  ["GIF89a", "image/gif", "inline"],
  ["RIFF....WEBPVP8 ", "image/webp", "inline"],
  ["%PDF-1.7", "application/pdf", "inline"],
  ["OggS", "audio/ogg", "inline"],
  ["ID3\x04", "audio/mpeg", "inline"],
  ["RIFF....WAVEfmt ", "audio/wav", "inline"],
  ["<!doctype html><script>alert(1)</script>", "application/octet-stream", "attachment"],
  ["<html><body onload=alert(1)>", "application/octet-stream", "attachment"],
  ["\xef\xbb\xbf<script>alert(1)</script>", "application/octet-stream", "attachment"],
  ["<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "application/octet-stream", "attachment"],
  ["<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "application/octet-stream", "attachment"],
  ["alert(1)", "application/octet-stream", "attachment"],
  ["PK\x03\x04", "application/octet-stream", "attachment"],
  ["MZ", "application/octet-stream", "attachment"],
  ["Hello", "application/octet-stream", "attachment"],
  ["GIF89a<script>alert(1)</script>", "image/gif", "inline"],
];

test("no media run in a browser, whatever they are and are called", async () => {
  const sandbox = await createSandbox();
  for (const [content, type, disposition] of FILES) {
    const bytes = Buffer.from(content, "latin1");
    const body = { number: "12025550101", document: bytes.toString("base64"), filename: "a.html" };
    const { id } = await (await post(sandbox, "/v3/whatsapp/single/document/message/1", body)).json();
    const response = await sandbox.fetch(`${BASE}/_sandbox/messages/${id}/media`);
    assert.deepEqual(Object.fromEntries(response.headers), {
      "content-type": type,
      "content-disposition": disposition,
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
    });
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), bytes);
  }
});

test("media that went for newer ones answer 410, and give their memory back", async () => {
  const sandbox = await createSandbox({ mediaBytes: 9 });
  const statuses = [];
  for (const image of ["iVBORw0KGgoA", "iVBORw0KGgoB"]) {
    await post(sandbox, "/v3/telegram/single/image/message/1", { number: "12025550101", image });
  }
  for (const { id } of await sandbox.messages()) {
    const response = await sandbox.fetch(`${BASE}/_sandbox/messages/${id}/media`);
    statuses.push(response.status);
    if (response.status === 410) {
      assert.match((await response.json()).error_message, /mediaBytes/);
    }
  }
  assert.deepEqual(statuses, [200, 410]);
});

test("onMessage is called with each message that is kept", async () => {
  const messages = [];
  const sandbox = await createSandbox({ onMessage: (message) => messages.push(message) });
  await post(sandbox, TEXT, { number: "12025550101", message: "one" });
  await post(sandbox, TEXT, { number: "0", message: "refused" });
  await post(sandbox, TEXT, { number: "12025550101", message: "one" });
  await sandbox.fetch(`${BASE}/_sandbox/messages?limit=1`);
  assert.deepEqual(messages, (await sandbox.messages()).reverse());
  assert.equal(messages.length, 2);
});

for (const [way, options, end] of [
  ["went for new ones within their bytes", { mediaBytes: 2 ** 22, keep: 20 }, () => {}],
  ["went for new ones", { keep: 1 }, () => {}],
  ["went with a reset", {}, (sandbox) => sandbox.reset()],
]) {
  test(`media of messages that ${way} take no memory`, async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc");
    const sandbox = await createSandbox(options);
    const image = "A".repeat(2 ** 22);
    for (let count = 0; count < 20; count += 1) {
      await post(sandbox, "/v3/telegram/single/image/message/1", { number: "12025550101", image });
    }
    end(sandbox);
    // What has just been used may still stand in some frame, and what is collected is freed a moment later.
    let held = Infinity;
    for (let turn = 0; turn < 50 && held >= 40; turn += 1) {
      await sleep(20);
      collect();
      held = process.memoryUsage().arrayBuffers / 2 ** 20;
    }
    assert.ok(held < 40, `${held} MiB`); // all 20 would be 60
    assert.equal((await sandbox.messages()).length, options.keep ?? 0); // keeps the sandbox alive until here
  });
}

test("the largest document is taken, a larger body is not", async () => {
  const sandbox = await createSandbox();
  const path = "/v3/whatsapp/single/document/message/1";
  const document = "A".repeat(9 * 2 ** 20);
  assert.equal((await post(sandbox, path, { number: "12025550101", document, filename: "a.bin" })).status, 200);
  const over = await post(sandbox, path, { number: "12025550101", document: `${document}AAAA`, filename: "a.bin" });
  assert.equal(over.status, 400);
  assert.match((await over.json()).error_message, /^document: /);
  const huge = await post(sandbox, path, { document: "A".repeat(12 * 2 ** 20) });
  assert.equal(huge.status, 413);
});

test("a fixed pair and fixed instances", async () => {
  const sandbox = await createSandbox({ clientId: "elsa@example.com", clientSecret: "other", instances: [3] });
  assert.equal((await post(sandbox, TEXT, {})).status, 401);
  const path = TEXT.replace(/1$/, "3");
  const send = (secret, to) => sandbox.fetch(BASE + to, {
    method: "POST",
    headers: { ...HEADERS, "X-WM-CLIENT-SECRET": secret },
    body: GOOD_TEXT,
  });
  assert.equal((await send("other", path)).status, 200);
  assert.equal((await send("other", TEXT)).status, 400);
});

test("options are checked by name", async () => {
  for (const [options, message] of [
    [{ port: 1 }, /no option "port"/],
    [{ clientID: "x" }, /no option "clientID".*clientId/],
    [{ clientId: "x" }, /clientId must be given together/],
    [{ clientId: "", clientSecret: "x" }, /clientId must be/],
    [{ clientId: 7, clientSecret: "x" }, /clientId must be/],
    [{ keep: 0 }, /keep must be/],
    [{ keep: "9" }, /keep must be/],
    [{ keep: 100_001 }, /keep must be/],
    [{ mediaBytes: -1 }, /mediaBytes must be/],
    [{ mediaBytes: 1.5 }, /mediaBytes must be/],
    [{ data: "" }, /data must be/],
    [{ data: 7 }, /data must be/],
    [{ origins: "http://a.example" }, /origins must be/],
    [{ origins: ["a.example"] }, /origins must be/],
    [{ origins: ["http://a.example/path"] }, /origins must be/],
    [{ origins: ["http://me@a.example"] }, /origins must be/],
    [{ origins: ["http://a.example?q"] }, /origins must be/],
    [{ origins: ["file:///x"] }, /origins must be/],
    [{ origins: ["*"] }, /origins must be/],
    [{ origins: ["null"] }, /origins must be/],
    [{ onMessage: "x" }, /onMessage must be/],
    [{ instances: [0] }, /instances must be/],
    [{ instances: 3 }, /instances must be/],
    [{ fetch: "x" }, /fetch must be/],
    [null, /options must be/],
  ]) {
    await assert.rejects(createSandbox(options), { name: "TypeError", message }, JSON.stringify(options));
  }
  const sandbox = await createSandbox({ keep: undefined });
  await assert.rejects(sandbox.listen({ port: 70_000 }), { name: "TypeError", message: /port must be/ });
  await assert.rejects(sandbox.listen({ hostname: "x" }), { name: "TypeError", message: /no option "hostname"/ });
});

test("an aborted call rejects with the signal's reason", async () => {
  const sandbox = await createSandbox({ fetch: () => new Promise(() => {}) });
  const reason = new Error("enough");
  await assert.rejects(sandbox.fetch(BASE + TEXT, { signal: AbortSignal.abort(reason) }), reason);
  const controller = new AbortController();
  const pending = sandbox.fetch(`${BASE}/v1/pdf/extract?url=http%3A%2F%2Fa.example`, {
    headers: HEADERS,
    signal: controller.signal,
  });
  setTimeout(() => controller.abort(reason), 10);
  await assert.rejects(pending, reason);
  await sandbox.close();
});

test("a closed sandbox answers no more", async () => {
  const sandbox = await createSandbox();
  await sandbox.close();
  await assert.rejects(sandbox.fetch(BASE + TEXT), { message: "the sandbox was closed" });
  await assert.rejects(sandbox.messages(), { message: "the sandbox was closed" });
  await assert.rejects(sandbox.listen({ port: 0 }), { message: "the sandbox was closed" });
});

test("a server that begins while the sandbox is closed does not stay", async () => {
  const sandbox = await createSandbox();
  const listening = sandbox.listen({ port: 0 });
  await sandbox.close();
  await assert.rejects(listening, { message: "the sandbox was closed" });
});
