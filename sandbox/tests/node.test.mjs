// The server, on real sockets and with requests as they stand on the wire.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createSandbox } from "../pkg/index.js";
import { serve } from "../pkg/node.js";
import { GOOD_TEXT, HEADERS, TEXT, raw, until } from "./support.mjs";

let sandbox;
let server;

before(async () => {
  sandbox = await createSandbox();
  server = await sandbox.listen({ port: 0 });
});
after(() => sandbox.close());

const CREDENTIALS = "X-WM-CLIENT-ID: elsa@example.com\nX-WM-CLIENT-SECRET: s3cret\nContent-Type: application/json";

/** Status and body of an answer over a bare socket. */
async function ask(start, options = {}) {
  const { port = server.port, host = `127.0.0.1:${port}`, headers = CREDENTIALS, body = "" } = options;
  const { length = Buffer.byteLength(body) } = options;
  const answer = await raw(
    port,
    `${start} HTTP/1.1\nHost: ${host}\nConnection: close\n${headers}\nContent-Length: ${length}\n\n${body}`,
  );
  const [head, ...rest] = answer.split("\r\n\r\n");
  return { status: Number(head.split(" ")[1]), head: head.toLowerCase(), body: rest.join("\r\n\r\n") };
}

test("a message arrives over a socket", async () => {
  const response = await fetch(server.url + TEXT, { method: "POST", headers: HEADERS, body: GOOD_TEXT });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  const { id } = await response.json();
  const message = await (await fetch(`${server.url}/_sandbox/messages/${id}`)).json();
  assert.deepEqual({ number: message.number, message: message.message }, JSON.parse(GOOD_TEXT));
});

test("bytes are UTF-8 on the way in and out", async () => {
  const text = "Grüße, 語 😀 \"\\\n";
  const body = JSON.stringify({ fromLang: "en", toLang: "zh-CN", text });
  const response = await fetch(`${server.url}/v1/translation/translate`, { method: "POST", headers: HEADERS, body });
  assert.equal(await response.text(), `[zh-CN] ${text}`);
});

test("a foreign Host header answers 403", async () => {
  for (const host of [
    "localhost",
    "LOCALHOST:9",
    "localhost.",
    "localhost.:80",
    "127.0.0.1",
    `127.0.0.1:${server.port}`,
    "127.0.0.1:",
    "[::1]",
    "[::1]:80",
  ]) {
    assert.equal((await ask("GET /_sandbox/health", { host })).status, 200, host);
  }
  for (const host of [
    "",
    " ",
    ".",
    ":9470",
    "evil.example",
    "evil.example.",
    "evil.example:9470",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "localhost..",
    "evil.localhost",
    "x@127.0.0.1",
    "localhost@evil.example",
    "localhost/evil.example",
    "localhost#evil.example",
    "localhost, evil.example",
    "evil.example, localhost",
    "127.0.0.2",
    "2130706433",
    "0.0.0.0",
    "::1",
    "[::1",
    "[::1]evil.example",
    "[::2]",
    "[::ffff:127.0.0.1]",
  ]) {
    const { status, body } = await ask("GET /_sandbox/health", { host });
    assert.equal(status, 403, host);
    assert.match(JSON.parse(body).error_message, /Host/);
  }
  assert.match(await raw(server.port, "GET /_sandbox/health HTTP/1.0\n\n"), / 403 /);
  assert.match(await raw(server.port, "GET /_sandbox/health HTTP/1.1\nConnection: close\n\n"), / 400 /);
});

test("nor does a target that is a whole URL get around that", async () => {
  const statusOf = async (target, host) => (await ask(`GET ${target}`, { host })).status;
  const own = `127.0.0.1:${server.port}`;
  assert.equal(await statusOf(`http://${own}/_sandbox/health`, own), 200);
  assert.equal(await statusOf(`HTTP://LOCALHOST/_sandbox/health`, own), 200);
  for (const authority of ["evil.example", "evil.example:80", `${own}@evil.example`, "evil.example?", "", "[::2]"]) {
    assert.equal(await statusOf(`http://${authority}/_sandbox/health`, own), 403, authority);
  }
  assert.equal(await statusOf(`http://${own}/_sandbox/health`, "evil.example"), 403);
  assert.equal(await statusOf("https://evil.example/_sandbox/health", own), 403);
  assert.equal(await statusOf("ftp://evil.example/_sandbox/health", own), 403);
});

test("a path leads to nothing but the routes", async () => {
  for (const path of [
    "/_sandbox/messages/../health",
    "/_sandbox/messages/%2e%2e/health",
    "/_sandbox/messages/..%2f..%2f..%2fetc%2fpasswd",
    "/_sandbox/messages/..%5c..%5cx/media",
    "/_sandbox/messages/%00/media",
    "/_sandbox/../../../../etc/passwd",
    "/../package.json",
    "/package.json",
    "//etc/passwd",
  ]) {
    const { status, body } = await ask(`GET ${path}`);
    assert.equal(status, 404, path);
    assert.match(JSON.parse(body).error_message, /^unknown (route|message)$/);
  }
});

test("a preflight is answered for the calls only", async () => {
  const headers = "Origin: https://app.example\nAccess-Control-Request-Method: POST";
  const { status, head, body } = await ask(`OPTIONS ${TEXT}`, { headers });
  assert.equal(status, 204);
  assert.equal(body, "");
  assert.match(head, /\naccess-control-allow-origin: \*\r/);
  assert.match(head, /\naccess-control-allow-methods: post\r/);
  const named = "x-wm-client-id, x-wm-client-secret, content-type, idempotency-key";
  assert.ok(head.includes(`\naccess-control-allow-headers: ${named}\r`), head);
  for (const path of ["/_sandbox/messages", "/_sandbox/health"]) {
    const refused = await ask(`OPTIONS ${path}`, { headers });
    assert.equal(refused.status, 405);
    assert.doesNotMatch(refused.head, /access-control/);
  }
});

test("a page of another origin can not clear the messages", async () => {
  const clear = (origin) => ask("DELETE /_sandbox/messages", { headers: `Origin: ${origin}` });
  assert.equal((await clear("http://evil.example")).status, 403);
  assert.equal((await clear("null")).status, 403);
  assert.equal((await clear(`http://127.0.0.1:${server.port}`)).status, 204);
});

test("a page of a named origin reads and changes what is its own", async (t) => {
  const open = await createSandbox({ origins: ["http://LOCALHOST:3000/", "https://app.example:443"] });
  t.after(() => open.close());
  const { port } = await open.listen({ port: 0 });
  const from = (start, origin) => ask(start, { port, headers: `Origin: ${origin}` });
  for (const origin of ["http://localhost:3000", "https://app.example"]) {
    for (const [start, status] of [
      ["GET /_sandbox/messages", 200],
      ["OPTIONS /_sandbox/messages", 204],
      ["DELETE /_sandbox/messages", 204],
    ]) {
      const answer = await from(start, origin);
      assert.equal(answer.status, status, start);
      assert.ok(answer.head.includes(`\naccess-control-allow-origin: ${origin}\r`), answer.head);
      assert.ok(answer.head.includes("\nvary: origin\r"), answer.head);
    }
  }
  for (const origin of ["http://localhost:3001", "http://app.example", "https://evil.example", "null"]) {
    assert.equal((await from("DELETE /_sandbox/messages", origin)).status, 403, origin);
    assert.equal((await from("OPTIONS /_sandbox/messages", origin)).status, 405, origin);
    assert.doesNotMatch((await from("GET /_sandbox/messages", origin)).head, /access-control|vary/);
  }
});

test("a wrong method and an unknown path", async () => {
  const wrong = await ask(`GET ${TEXT}`);
  assert.equal(wrong.status, 405);
  assert.match(wrong.head, /\nallow: post\r/);
  for (const start of ["GET /v1/none", "GET //evil.example/", "OPTIONS *"]) {
    const unknown = await ask(start);
    assert.equal(unknown.status, 404, start);
    assert.ok(JSON.parse(unknown.body).routes.includes("POST /v1/translation/translate"));
  }
  assert.equal((await ask(`GET http://127.0.0.1:${server.port}/_sandbox/health`)).status, 200);
});

test("broken JSON, and a length counted in characters", async () => {
  const broken = await ask(`POST ${TEXT}`, { body: '{"number":"12025550101","message":"say "hi""}' });
  assert.equal(broken.status, 400);
  assert.match(JSON.parse(broken.body).error_message, /no JSON data/);
  const body = '{"number":"12025550101","message":"Grüße"}';
  const cut = await ask(`POST ${TEXT}`, { body, length: body.length });
  assert.equal(cut.status, 400);
  assert.equal((await ask(`POST ${TEXT}`, { body })).status, 200);
});

test("a body over the limit answers 413, and the server goes on", async () => {
  const body = "x".repeat(12 * 2 ** 20 + 1);
  const { status, head } = await ask(`POST ${TEXT}`, { body });
  assert.equal(status, 413);
  assert.match(head, /access-control-allow-origin/);
  assert.equal((await ask("GET /_sandbox/health")).status, 200);
});

test("headers over the limit answer 431, and the server goes on", async () => {
  const { status } = await ask("GET /_sandbox/health", { headers: `X-Long: ${"x".repeat(17_000)}` });
  assert.equal(status, 431);
  assert.equal((await ask("GET /_sandbox/health")).status, 200);
});

test("a request that takes too long to come is ended", async (t) => {
  const host = { bodyLimit: 99, answer: async ({ readBody }) => assert.fail(`it is never whole: ${await readBody()}`) };
  const slow = await serve(host, { port: 0, host: "127.0.0.1", requestTimeout: 300 });
  t.after(() => slow.close());
  for (const start of ["GET / HTTP/1.1\nHost: local", "POST / HTTP/1.1\nHost: localhost\nContent-Length: 9\n\n{"]) {
    const socket = connect(slow.port, "127.0.0.1");
    socket.write(start.replaceAll("\n", "\r\n"));
    let answer = "";
    for await (const chunk of socket) {
      answer += chunk;
    }
    assert.match(answer, /^HTTP\/1.1 408 /);
  }
});

test("a caller who goes away amid a body harms nobody", async () => {
  const before = (await (await fetch(`${server.url}/_sandbox/messages`)).json()).total;
  const answer = await raw(server.port, `POST ${TEXT} HTTP/1.1\nHost: localhost\nContent-Length: 99\n\n{`);
  assert.match(answer, /^HTTP\/1.1 400 /);
  const { total } = await (await fetch(`${server.url}/_sandbox/messages`)).json();
  assert.equal(total, before);
});

test("a stream is sent as fast as its caller reads, and ends when the caller goes away", async (t) => {
  const [piece, count] = [new Uint8Array(2 ** 16), 1000];
  let made;
  let isCancelled = false;
  const source = {
    pull(controller) {
      controller.enqueue(piece);
      made += 1;
      if (made === count) {
        controller.close();
      }
    },
    cancel() {
      isCancelled = true;
    },
  };
  const body = () => new ReadableStream(source, { highWaterMark: 0 });
  const host = { answer: async () => ({ status: 200, headers: {}, body: body() }) };
  const streaming = await serve(host, { port: 0, host: "127.0.0.1" });
  t.after(() => streaming.close());
  /** A caller that does not read, once all is made that there is room for. */
  async function held() {
    made = 0;
    const socket = connect(streaming.port, "127.0.0.1").pause();
    socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    for (let before = -1; made === 0 || made > before; ) {
      before = made;
      await sleep(100);
    }
    assert.ok(made < count, `${made} of ${count} pieces were made`);
    return socket;
  }

  let size = 0;
  for await (const chunk of await held()) {
    size += chunk.length;
  }
  assert.ok(size > piece.length * count);

  (await held()).destroy();
  await until(() => isCancelled);
});

test("a server on all addresses takes addresses for names, and no other name", async (t) => {
  const wide = await sandbox.listen({ port: 0, host: "0.0.0.0" });
  t.after(() => wide.close());
  assert.equal(wide.url, `http://127.0.0.1:${wide.port}`);
  const status = async (host) => (await ask("GET /_sandbox/health", { host, port: wide.port })).status;
  assert.equal(await status("192.0.2.7:80"), 200);
  assert.equal(await status("evil.example"), 403);
});

test("a server closes though a caller is amid a request", async (t) => {
  const second = await sandbox.listen({ port: 0 });
  const socket = connect(second.port, "127.0.0.1");
  t.after(() => socket.destroy());
  socket.on("error", () => {}).write(`POST ${TEXT} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{`);
  await fetch(`${second.url}/_sandbox/health`);
  const late = setTimeout(() => socket.destroy(), 2000);
  const start = Date.now();
  await second.close();
  clearTimeout(late);
  assert.ok(Date.now() - start < 1500);
});

test("a closed server is gone, and the sandbox is not", async () => {
  const second = await sandbox.listen({ port: 0 });
  await fetch(`${second.url}/_sandbox/health`);
  await Promise.all([second.close(), second.close()]);
  await assert.rejects(fetch(`${second.url}/_sandbox/health`));
  assert.equal((await fetch(`${server.url}/_sandbox/health`)).status, 200);
  await assert.rejects(sandbox.listen({ port: server.port }), { code: "EADDRINUSE" });
});
