// Faults, in the shape of fetch and over bare sockets.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createSandbox } from "../pkg/index.js";
import { GOOD_TEXT, HEADERS, TEXT, pdf } from "./support.mjs";

const BASE = "http://sandbox.test";
const QUEUED = /^\{"id":"[\da-f-]{36}","status":"queued"\}$/;

async function withFaults(t, ...faults) {
  const sandbox = await createSandbox({ faults });
  t.after(() => sandbox.close());
  return sandbox;
}

function send(sandbox, more) {
  return sandbox.fetch(BASE + TEXT, { method: "POST", headers: HEADERS, body: GOOD_TEXT, ...more });
}

/** Sends a message over a socket that is never ended from this side, and gives the socket. */
async function sendRaw(port) {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const headers = Object.entries({ Host: "localhost", ...HEADERS, "Content-Length": GOOD_TEXT.length });
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.write(`POST ${TEXT} HTTP/1.1\r\n${head}\r\n${GOOD_TEXT}`);
  return socket;
}

/** What comes over a socket, in pieces, and how it ends: "FIN" or an error's code. */
async function received(socket) {
  const pieces = [];
  try {
    for await (const piece of socket) {
      pieces.push(piece.toString());
    }
    return { pieces, text: pieces.join(""), ending: "FIN" };
  } catch (error) {
    return { pieces, text: pieces.join(""), ending: error.code };
  }
}

for (const [when, count] of [["before", 0], ["after", 1]]) {
  test(`a reset ${when} the message was accepted`, async (t) => {
    const sandbox = await withFaults(t, { action: "reset", when });
    await assert.rejects(send(sandbox), (error) => {
      assert.deepEqual([error.name, error.message], ["TypeError", "fetch failed"]);
      assert.deepEqual([error.cause.code, error.cause.message], ["ECONNRESET", "read ECONNRESET"]);
      return true;
    });
    assert.equal((await sandbox.messages()).length, count);

    const { port } = await sandbox.listen({ port: 0 });
    const { text, ending } = await received(await sendRaw(port));
    assert.deepEqual([text, ending], ["", "ECONNRESET"]);
    assert.equal((await sandbox.messages()).length, 2 * count);
  });

  test(`a hang ${when} the message was accepted`, async (t) => {
    const sandbox = await withFaults(t, { action: "hang", when });
    const { port } = await sandbox.listen({ port: 0 });
    const { signal, abort } = aborter();
    const calls = [send(sandbox), send(sandbox, { signal })];
    const sockets = await Promise.all([sendRaw(port), sendRaw(port)]);
    let settled = 0;
    [...calls, ...sockets.map((socket) => once(socket, "data"))].forEach((each) => each.then(settle, settle));
    function settle() {
      settled += 1;
    }
    while (sandbox.faults.list()[0].used < 4) {
      await sleep(5);
    }
    await sleep(50);
    assert.equal(settled, 0);
    assert.equal((await sandbox.messages()).length, 4 * count);

    const reason = abort();
    await assert.rejects(calls[1], reason);
    sockets[1].destroy();
    const [{ text, ending }] = await Promise.all([received(sockets[0]), sandbox.close()]);
    assert.deepEqual([text, ending], ["", "FIN"]);
    await assert.rejects(calls[0], { name: "TypeError", message: "the sandbox was closed" });
  });
}

function aborter() {
  const controller = new AbortController();
  const reason = new Error("enough");
  return { signal: controller.signal, abort: () => (controller.abort(reason), reason) };
}

test("any number of calls may hang, and no warning comes", async (t) => {
  const warnings = [];
  const warn = (warning) => warnings.push(warning);
  process.on("warning", warn);
  t.after(() => process.off("warning", warn));
  const sandbox = await withFaults(t, { action: "hang" });
  const settled = Promise.allSettled(Array.from({ length: 50 }, () => send(sandbox)));
  while (sandbox.faults.list()[0].used < 50) {
    await sleep(5);
  }
  await sandbox.close();
  assert.ok((await settled).every(({ reason }) => reason.message === "the sandbox was closed"));
  await sleep(20);
  assert.deepEqual(warnings, []);
});

test("a late answer comes after its delay", async (t) => {
  const sandbox = await withFaults(t, { action: "slow", delay: 150 });
  const start = performance.now();
  const response = await send(sandbox);
  assert.match(await response.text(), QUEUED);
  assert.ok(performance.now() - start > 145);

  const { url } = await sandbox.listen({ port: 0 });
  const again = performance.now();
  assert.match(await (await fetch(url + TEXT, { method: "POST", headers: HEADERS, body: GOOD_TEXT })).text(), QUEUED);
  assert.ok(performance.now() - again > 145);
});

test("a delay ends with the signal, and with the sandbox", async (t) => {
  const sandbox = await withFaults(t, { action: "slow", delay: 2 ** 31 - 1 });
  const { port } = await sandbox.listen({ port: 0 });
  const { signal, abort } = aborter();
  const settled = Promise.allSettled([send(sandbox, { signal }), send(sandbox)]);
  const socket = await sendRaw(port);
  while ((await sandbox.messages()).length < 3) {
    await sleep(5);
  }
  abort();
  const [{ text }] = await Promise.all([received(socket), sandbox.close()]);
  assert.equal(text, "");
  assert.deepEqual((await settled).map(({ reason }) => reason.message), ["enough", "the sandbox was closed"]);
});

test("a delay ends when its caller goes away", { timeout: 20_000 }, async (t) => {
  const delay = 2 ** 31 - 1;
  const sandbox = await withFaults(t, { action: "slow", delay });
  const { port } = await sandbox.listen({ port: 0 });
  const [set, clear] = ["setTimeout", "clearTimeout"].map((name) => t.mock.method(globalThis, name).mock);
  const timer = () => set.calls.find((call) => call.arguments[1] === delay)?.result;
  const socket = await sendRaw(port);
  while (!timer()) {
    await sleep(5);
  }
  socket.destroy();
  while (!clear.calls.some((call) => call.arguments[0] === timer())) {
    await sleep(5);
  }
});

test("a body drips", async (t) => {
  const sandbox = await withFaults(t, { action: "slow", bytesPerSecond: 200 });
  const start = performance.now();
  const response = await send(sandbox);
  const pieces = [];
  for await (const piece of response.body) {
    pieces.push(Buffer.from(piece).toString());
  }
  assert.match(pieces.join(""), QUEUED);
  assert.deepEqual(new Set(pieces.slice(0, -1).map(({ length }) => length)), new Set([20]));
  assert.ok(performance.now() - start > (pieces.length - 1) * 95);

  const { port } = await sandbox.listen({ port: 0 });
  const socket = await sendRaw(port);
  let text = "";
  for await (const piece of socket) {
    text += piece;
    if (text.endsWith("}")) {
      break;
    }
  }
  const [head, body] = text.split("\r\n\r\n");
  assert.match(body, QUEUED);
  assert.match(head, new RegExp(`\r\ncontent-length: ${body.length}\r\n`));
});

test("a body that drips ends with the signal, and with the sandbox", async (t) => {
  const sandbox = await withFaults(t, { action: "slow", bytesPerSecond: 1 });
  const { port } = await sandbox.listen({ port: 0 });
  const { signal, abort } = aborter();
  const [aborted, closed] = await Promise.all([send(sandbox, { signal }), send(sandbox)]);
  const socket = await sendRaw(port);
  await once(socket, "readable");
  const texts = [aborted.text(), closed.text()];
  texts.forEach((text) => text.catch(() => {}));
  await assert.rejects(texts[0], abort());
  const [{ text }] = await Promise.all([received(socket), sandbox.close()]);
  assert.doesNotMatch(text, /queued/);
  await assert.rejects(texts[1], { message: "the sandbox was closed" });
});

test("a truncated body breaks off in the middle", async (t) => {
  const sandbox = await withFaults(t, { action: "truncate" });
  const response = await send(sandbox);
  assert.equal(response.status, 200);
  const reader = response.body.getReader();
  const { value } = await reader.read();
  assert.match(Buffer.from(value).toString(), /^\{"id":"[\da-f-]+$/);
  await assert.rejects(reader.read(), { name: "TypeError", message: "terminated" });

  const { port } = await sandbox.listen({ port: 0 });
  const { text, ending } = await received(await sendRaw(port));
  const [head, body] = text.split("\r\n\r\n");
  const [, length] = /\r\ncontent-length: (\d+)\r\n/.exec(head);
  assert.deepEqual([body.length, ending], [Number(length) >> 1, "FIN"]);
  assert.equal((await sandbox.messages()).length, 2);
});

test("a truncated body of nothing breaks off, too", async (t) => {
  const sandbox = await createSandbox({ fetch: async () => new Response(pdf("")) });
  t.after(() => sandbox.close());
  sandbox.faults.add({ action: "truncate" });
  const { url } = await sandbox.listen({ port: 0 });
  for (const extract of [sandbox.fetch, fetch]) {
    const response = await extract(`${url}/v1/pdf/extract?url=https%3A%2F%2Fa.example`, { headers: HEADERS });
    assert.equal(response.status, 200);
    await assert.rejects(response.text(), { name: "TypeError" });
  }
});

test("a malformed answer is no JSON, or no HTTP", async (t) => {
  const sandbox = await withFaults(t, { action: "malformed", nth: 1 }, { action: "malformed", what: "http" });
  const { port } = await sandbox.listen({ port: 0 });
  const response = await send(sandbox);
  assert.deepEqual([response.status, response.headers.get("content-type")], [200, "application/json"]);
  await assert.rejects(response.json(), { name: "SyntaxError" });
  const isNoHttp = ({ name, cause }) => name === "TypeError" && cause.code === "HPE_INVALID_CONSTANT";
  await assert.rejects(send(sandbox), isNoHttp);
  const { text, ending } = await received(await sendRaw(port));
  assert.deepEqual([text, ending], ["This is no HTTP.\r\n\r\n", "FIN"]);
  assert.equal((await sandbox.messages()).length, 3);
});

test("a status comes with its headers and body", async (t) => {
  const sandbox = await withFaults(
    t,
    { action: "status", status: 429, headers: { "Retry-After": "1" }, nth: 1 },
    { action: "status", status: 444, body: { error_message: "Enough" }, when: "after", nth: 2 },
    { action: "status", status: 204, nth: 3 },
    { action: "status", status: 302, headers: { Location: "/elsewhere" }, body: "", nth: 4 },
  );
  const { url } = await sandbox.listen({ port: 0 });
  for (const ask of [sandbox.fetch, fetch]) {
    const init = { method: "POST", headers: HEADERS, body: GOOD_TEXT, redirect: "manual" };
    const answers = [];
    for (let count = 0; count < 4; count += 1) {
      const response = await ask(url + TEXT, init);
      answers.push([response.status, await response.text()]);
      assert.equal(response.headers.get("retry-after"), count === 0 ? "1" : null);
      assert.equal(response.headers.get("access-control-allow-origin"), "*");
    }
    assert.deepEqual(answers, [
      [429, '{"error_message":"a fault of the sandbox: status 429"}'],
      [444, '{"error_message":"Enough"}'],
      [204, ""],
      [302, ""],
    ]);
    assert.equal((await sandbox.messages()).length, 1);
    sandbox.reset();
  }
});

test("a PDF is not fetched before a fault, nor for a caller who gets no text", async (t) => {
  const urls = [];
  const sandbox = await createSandbox({ fetch: async (url) => (urls.push(url), new Response(pdf(""))) });
  t.after(() => sandbox.close());
  sandbox.faults.add({ action: "status", status: 500 }, { action: "reset", when: "after" });
  for (const path of ["extract", "job/submit"]) {
    await sandbox.fetch(`${BASE}/v1/pdf/${path}?url=https%3A%2F%2Fa.example`, { headers: HEADERS });
  }
  sandbox.faults.clear();
  sandbox.faults.add({ action: "reset", when: "after" });
  for (const path of ["extract", "job/submit"]) {
    const call = sandbox.fetch(`${BASE}/v1/pdf/${path}?url=https%3A%2F%2F${path.length}.example`, { headers: HEADERS });
    await assert.rejects(call, { message: "fetch failed" });
  }
  assert.deepEqual(urls, ["https://10.example"]);
});

test("faults are added, listed and cleared, and a reset brings back those of the option", async (t) => {
  const first = { action: "reset", match: "to:999" };
  const sandbox = await withFaults(t, first);
  const hang = { action: "hang", times: 1, match: undefined };
  sandbox.faults.add({ action: "status", status: 500, nth: 1 }, hang);
  assert.equal((await send(sandbox)).status, 500);
  assert.deepEqual(sandbox.faults.list(), [
    { ...first, used: 0 },
    { action: "status", status: 500, nth: 1, used: 1 },
    { action: "hang", times: 1, used: 0 },
  ]);
  sandbox.faults.clear();
  assert.deepEqual(sandbox.faults.list(), []);
  assert.equal((await send(sandbox)).status, 200);
  sandbox.reset();
  assert.deepEqual(sandbox.faults.list(), [{ ...first, used: 0 }]);
});

test("a fault that is wrong is named", async () => {
  const sandbox = await createSandbox();
  const wrong = { action: "reset", tmies: 1 };
  const named = { name: "TypeError", message: /^faults\[1\]\.tmies: unknown; .*match, nth, times/ };
  assert.throws(() => sandbox.faults.add({ action: "reset" }, wrong), named);
  assert.throws(() => sandbox.faults.add(undefined), { name: "TypeError", message: /^faults\[0\]: must be an object/ });
  assert.deepEqual(sandbox.faults.list(), []);
  await assert.rejects(createSandbox({ faults: [{ action: "reset" }, wrong] }), named);
  await assert.rejects(createSandbox({ faults: wrong }), { name: "TypeError", message: "faults must be an array" });
  await assert.rejects(createSandbox({ seed: -1 }), { name: "TypeError", message: /^seed must be/ });
});

test("the same seed gives the same faults", async () => {
  const run = async (options) => {
    const sandbox = await createSandbox(options);
    sandbox.faults.add({ action: "status", status: 500, probability: 0.5 });
    const statuses = [];
    for (let count = 0; count < 40; count += 1) {
      statuses.push((await send(sandbox)).status);
    }
    return statuses.join();
  };
  const seven = await run({ seed: 7 });
  assert.match(seven, /500/);
  assert.match(seven, /200/);
  assert.equal(await run({ seed: 7 }), seven);
  assert.notEqual(await run({ seed: 2 ** 53 - 1 }), seven);
  assert.equal(await run(), await run({ seed: 0 }));
});

test("faults are put, listed and deleted over a server", async (t) => {
  const sandbox = await withFaults(t, { action: "hang" });
  const { url } = await sandbox.listen({ port: 0 });
  const faults = async (method, body, headers) => {
    const response = await fetch(`${url}/_sandbox/faults`, { method, body, headers });
    return [response.status, response.status === 204 ? "" : await response.json()];
  };
  const reset = { action: "reset", match: "kind:text", used: 0 };
  const put = JSON.stringify([{ action: "reset", match: "kind:text" }]);
  assert.deepEqual(await faults("PUT", put), [200, { faults: [reset] }]);
  const sent = fetch(url + TEXT, { method: "POST", headers: HEADERS, body: GOOD_TEXT });
  await assert.rejects(sent, { message: "fetch failed" });
  const [status, { error_message: told }] = await faults("PUT", '[{ "action": "drop" }]');
  assert.deepEqual([status, told.split(":")[0]], [400, "faults[0].action"]);
  assert.equal((await faults("PUT", "[]", { Origin: "http://evil.example" }))[0], 403);
  assert.equal((await faults("DELETE", undefined, { Origin: "null" }))[0], 403);
  assert.deepEqual(await faults("GET"), [200, { faults: [{ ...reset, used: 1 }] }]);
  assert.deepEqual(await faults("DELETE"), [204, ""]);
  assert.deepEqual(sandbox.faults.list(), []);
});
