// How requests end that do not end well: callers who leave, APIs that answer oddly, servers around the relay.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect, createServer as createSocket } from "node:net";
import { test } from "node:test";
import { createRelay } from "../../pkg/relay.js";
import { RelayKeys } from "../../pkg/relay-keys.js";
import { createRelayListener } from "../../pkg/relay-node.js";
import { CLIENT_SECRET, CREDENTIALS, NUMBER } from "./client.mjs";
import { record } from "./recorder.mjs";
import { CODES, FORMS, TEXT, post, relayed } from "./relayed.mjs";

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const keyed = { headers: { "Idempotency-Key": "a" } };
const body = JSON.stringify({ number: NUMBER, message: "hi" });
const JSON_TYPE = { "Content-Type": "application/json" };

async function until(is) {
  for (const end = Date.now() + 10_000; !is(); await sleep(5)) assert.ok(Date.now() < end, `never: ${is}`);
}

/** An API on a bare socket that does what it is told to with each connection. */
async function rawApi(t, act) {
  const sockets = new Set();
  const server = createSocket((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    act(socket);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { url: `http://127.0.0.1:${server.address().port}`, sockets };
}

/** Writes a request by hand. */
function write(relay, lines, content, path = TEXT) {
  const socket = connect(relay.port, "127.0.0.1");
  const got = { socket, text: "" };
  socket.on("error", () => {});
  socket.on("data", (part) => { got.text += part; });
  socket.write(`${[`POST ${path} HTTP/1.1`, "Host: 127.0.0.1", "Content-Type: application/json", ...lines].join("\r\n")}\r\n\r\n${content}`);
  return got;
}

for (const form of Object.keys(FORMS)) {
  test(`${form}: an API that answers what no call does is told, and its connection ends`, async (t) => {
    for (const head of ["HTTP/1.1 204 No Content", "HTTP/1.1 205 Reset Content", "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 1000000", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x"]) {
      const api = await rawApi(t, (socket) => socket.once("data", () => socket.write(`${head}\r\n\r\n`)));
      const relay = await relayed(t, form, api, { timeout: 5_000 });
      const answer = await post(relay, keyed);
      assert.deepEqual([answer.status, answer.delivery], [502, "unknown"], head);
      if (head.includes("302")) await until(() => api.sockets.size === 0);
    }
  });

  test(`${form}: a time that no timer can count is for ever`, async (t) => {
    const api = await record(t);
    api.answer((_, response) => setTimeout(() => response.end('{"status":"queued","id":"x"}'), 50));
    const relay = await relayed(t, form, api, { timeout: Infinity });
    assert.equal((await post(relay)).status, 200);
  });

  test(`${form}: no header of the API's shows a secret, nor does what authorize throws`, async (t) => {
    const api = await record(t);
    const events = [];
    let broken = false;
    const authorize = () => {
      if (broken) throw new Error(`config ${CLIENT_SECRET}`);
      return true;
    };
    const relay = await relayed(t, form, api, { authorize, onEvent: (event) => events.push(event) });
    api.answer({ status: 429, type: `text/plain; for=${CLIENT_SECRET}`, headers: { "Retry-After": CLIENT_SECRET }, body: "x" });
    const { headers } = await post(relay);
    assert.deepEqual([headers.get("content-type"), headers.get("retry-after")], ["text/plain; for=***", "***"]);
    broken = true;
    await post(relay);
    assert.equal(events.at(-1).cause.message, "config ***");
  });

  test(`${form}: it may be mounted anywhere`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api);
    for (const prefix of ["", "/relay", "/api/v1/relay", "/api/v2", "/my%20app", "/@me/wm"]) {
      assert.equal((await post(relay, { path: `${prefix}/v3/whatsapp/single/text/message/1` })).status, 200, prefix);
    }
  });

  test(`${form}: an origin that is none is not that of a request without a host`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api);
    const socket = connect(relay.port, "127.0.0.1");
    let text = "";
    socket.on("data", (part) => { text += part; });
    socket.write(`POST ${TEXT} HTTP/1.0\r\nOrigin: null\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    await once(socket, "close");
    assert.doesNotMatch(text, /^HTTP\/1\.1 200/);
    assert.equal(api.requests.length, 0);
  });

  test(`${form}: a reader who stops is let go when the time is over`, async (t) => {
    const api = await rawApi(t, (socket) => socket.once("data", () => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
      const more = () => { while (socket.writable && socket.write(`4000\r\n${"x".repeat(0x4000)}\r\n`)); };
      socket.on("drain", more);
      more();
    }));
    const relay = await relayed(t, form, api, { timeout: 500 });
    const socket = connect(relay.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write(`GET ${CODES} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n\r\n`);
    await once(socket, "readable");
    await until(() => api.sockets.size === 0);
    socket.destroy();
  });
}

test("who leaves while the owner is asked leaves nothing behind", async (t) => {
  const api = await record(t);
  const events = [];
  let admit;
  const authorize = () => new Promise((resolve) => { admit = () => resolve(true); });
  const relay = await relayed(t, "node:http", api, { authorize, onEvent: (event) => events.push(event) });
  const { socket } = write(relay, [`Content-Length: ${body.length}`, "Idempotency-Key: a"], body);
  await until(() => admit);
  socket.destroy();
  await sleep(50);
  admit();
  await until(() => events.length === 1);
  const again = post(relay, keyed);
  await sleep(50);
  admit();
  assert.equal((await again).status, 200);
  assert.ok(api.requests.filter(({ complete }) => complete).length <= 1 + Number(events[0].status === 200));
});

test("an API that answers before the request is whole keeps no connection", async (t) => {
  const api = await rawApi(t, (socket) => socket.once("data", () => socket.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}")));
  const relay = await relayed(t, "node:http", api);
  const got = write(relay, ["Content-Length: 1000"], "x".repeat(500));
  await until(() => got.text.includes("400 Bad Request"));
  got.socket.write("x".repeat(500));
  await until(() => api.sockets.size === 0);
  got.socket.destroy();
});

test("what comes after the told length belongs to no message", async (t) => {
  const api = await record(t);
  const relay = createRelay({ ...CREDENTIALS, baseUrl: api.url, authorize: () => true });
  const headers = { ...JSON_TYPE, "Content-Length": `${body.length}`, "Idempotency-Key": "a" };
  const asked = () => new Request(`http://127.0.0.1${TEXT}`, {
    ...{ method: "POST", headers, duplex: "half" },
    body: ReadableStream.from([new TextEncoder().encode(body), new TextEncoder().encode("\n")]),
  });
  assert.deepEqual([(await relay(asked())).status, (await relay(asked())).status], [200, 200]);
  assert.equal(api.requests.length, 1);
});

test("a body that somebody has read before is no empty message", async (t) => {
  const api = await record(t);
  const config = { ...CREDENTIALS, baseUrl: api.url, authorize: async (request) => (await request.text?.(), true) };
  const request = new Request(`http://127.0.0.1${TEXT}`, { method: "POST", headers: JSON_TYPE, body });
  const answer = await createRelay(config)(request);
  assert.equal(answer.status, 500);
  assert.match(await answer.text(), /before what parses bodies/);
  const listener = createRelayListener({ ...config, authorize: () => true });
  const server = createServer(async (request, response) => {
    await request.toArray();
    listener(request, response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  for (const sent of [body, ReadableStream.from([new TextEncoder().encode(body)])]) {
    const { status } = await fetch(`http://127.0.0.1:${server.address().port}${TEXT}`, { method: "POST", headers: JSON_TYPE, body: sent, duplex: "half" });
    assert.equal(status, 500);
  }
  assert.equal(api.requests.length, 0);
});

test("nothing that the servers around it do ends the process", async (t) => {
  const api = await record(t);
  const rejections = [];
  const hear = (reason) => rejections.push(reason);
  process.on("unhandledRejection", hear);
  t.after(() => process.off("unhandledRejection", hear));
  const listener = createRelayListener({ ...CREDENTIALS, baseUrl: api.url, authorize: async () => (await sleep(50), Response.error()) });
  let answersItself = true;
  const server = createServer((request, response) => {
    if (answersItself) setTimeout(() => response.writeHead(503).end(), 10);
    listener(request, response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const ask = async () => (await fetch(`http://127.0.0.1:${server.address().port}${TEXT}`, { method: "POST", headers: JSON_TYPE, body })).status;
  assert.equal(await ask(), 503);
  await sleep(80);
  answersItself = false;
  assert.equal(await ask(), 500);
  assert.deepEqual(rejections, []);
});

test("a connection whose rest can not be read is not kept", async (t) => {
  const api = await record(t);
  const relay = await relayed(t, "node:http", api, { maxBodyBytes: 1_000 });
  const got = write(relay, ["Transfer-Encoding: chunked"], `7d0\r\n${"x".repeat(2_000)}\r\n`);
  await until(() => got.text.includes("413"));
  assert.match(got.text, /connection: close/i);
  got.socket.destroy();
});

test("the answers that are kept are bounded in bytes", async () => {
  const keys = new RelayKeys();
  const work = async () => ({ answer: { body: "x".repeat(60_000) }, isFree: false, isCut: false });
  for (let i = 0; i < 2_000; i += 1) await keys.once(`key ${i}`, work);
  assert.equal((await keys.once("key 1999", work)).isRepeated, true);
  assert.equal((await keys.once("key 0", work)).isRepeated, undefined);
});
