import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { bytes, client, clientWithFetch, failure, NUMBER, whatsmate, withHostFetch } from "./client.mjs";
import { record, refusingUrl } from "./recorder.mjs";

const send = (w, o) => w.whatsapp(3).sendText({ number: NUMBER, message: "Hi" }, o);
const upload = (w, o) => w.telegram(3).sendAudio({ number: NUMBER, audio: bytes(1000), filename: "a.mp3" }, o);
const translate = (w, o) => w.translation.translate({ fromLang: "en", toLang: "es", text: "Hello" }, o);
const codes = (w, o) => w.translation.supportedCodes(o);
const extract = (w, o) => w.pdf.extract("https://files.example.com/one.pdf", o);
const submit = (w, o) => w.pdf.submit("https://files.example.com/one.pdf", o);
const check = (w, o) => w.pdf.check("job", o);
const retrieve = (w, o) => w.pdf.retrieveText("job", o);
const CALLS = { send, upload, translate, codes, extract, submit, check, retrieve };
const QUICK = { timeout: 60_000 };

const deliveryOf = (key, delivery) => (["send", "upload", "submit"].includes(key) ? delivery : undefined);

function isA(error, name, code) {
  assert.ok(error instanceof whatsmate[name], `expected ${name}, got ${error.name}: ${error.message}`);
  assert.deepEqual([error.name, error.code], [name, code]);
}

/** Rejects as Node's fetch does. */
function fetchFailure(cause) {
  return Promise.reject(new TypeError("fetch failed", { cause }));
}

test("a refused connection is certain not to have sent", QUICK, async () => {
  const wm = client({ url: await refusingUrl() });
  for (const [key, call] of Object.entries(CALLS)) {
    const error = await failure(() => call(wm));
    isA(error, "ConnectionError", "connection");
    assert.equal(error.delivery, deliveryOf(key, "not-sent"), key);
    assert.ok(error.cause instanceof Error);
    assert.match(inspect(error.cause), /ECONNREFUSED/);
  }
});

test("a connection that drops after the request leaves its fate unknown", QUICK, async (t) => {
  for (const [key, call] of Object.entries(CALLS)) {
    const server = await record(t);
    server.answer({ action: "reset" });
    const error = await failure(() => call(client(server)));
    isA(error, "ConnectionError", "connection");
    assert.equal(error.delivery, deliveryOf(key, "unknown"), key);
    assert.ok(error.cause instanceof Error);
    assert.equal(server.requests.length, 1);
  }
});

test("an answer that breaks off leaves the fate unknown", QUICK, async (t) => {
  for (const [key, call] of Object.entries(CALLS)) {
    const server = await record(t);
    server.answer({ action: "truncate", body: "{\"status\":" });
    const error = await failure(() => call(client(server)));
    isA(error, "ConnectionError", "connection");
    assert.equal(error.delivery, deliveryOf(key, "unknown"), key);
  }
});

const NEVER_OPENED = [
  "ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH", "UND_ERR_CONNECT_TIMEOUT", "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "ERR_TLS_CERT_ALTNAME_INVALID",
];
const UNKNOWN = ["ECONNRESET", "EPIPE", "ETIMEDOUT", "UND_ERR_SOCKET", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", "EWHATEVER"];

for (const code of [...NEVER_OPENED, ...UNKNOWN]) {
  const delivery = NEVER_OPENED.includes(code) ? "not-sent" : "unknown";
  test(`${code} in the cause chain: ${delivery}`, async () => {
    const inner = Object.assign(new Error("inner"), { code });
    const plain = () => fetchFailure(inner);
    const deep = () => fetchFailure(new Error("outer", { cause: inner }));
    const bare = () => Promise.reject(inner);
    for (const fetch of [plain, deep, bare]) {
      for (const call of [send, upload, submit]) {
        const error = await withHostFetch(fetch, (wm) => failure(() => call(wm)));
        isA(error, "ConnectionError", "connection");
        assert.equal(error.delivery, delivery);
      }
    }
  });
}

test("Deno's words for a connection that never opened", async () => {
  const delivery = (words) =>
    withHostFetch(() => Promise.reject(new TypeError(words)), async (wm) => (await failure(() => send(wm))).delivery);
  const refused = "error sending request for url (http://127.0.0.1:9/x): client error (Connect): tcp connect error: Connection refused";
  assert.equal(await delivery(refused), "not-sent");
  assert.equal(await delivery("error sending request: client error (SendRequest)"), "unknown");
});

test("a global fetch that somebody has put there proves nothing either", async (t) => {
  const own = globalThis.fetch;
  t.after(() => { globalThis.fetch = own; });
  let sent = 0;
  globalThis.fetch = async () => {
    sent += 1;
    throw Object.assign(new Error("the collector of traces is down"), { code: "ECONNREFUSED" });
  };
  const error = await failure(() => send(client({ url: "http://127.0.0.1:9" }, { maxRetries: 2 })));
  assert.equal(error.delivery, "unknown");
  assert.equal(sent, 1);
});

test("a fetch of the caller's proves nothing: it may fail at something else, after the send", async () => {
  let sent = 0;
  const fetch = async () => {
    sent += 1;
    throw new Error("the audit log is down", { cause: Object.assign(new Error("inner"), { code: "ECONNREFUSED" }) });
  };
  const error = await failure(() => send(clientWithFetch(fetch, { maxRetries: 2 })));
  assert.deepEqual([error.code, error.delivery, sent], ["connection", "unknown", 1]);
});

test("whatever a fetch throws becomes a ConnectionError with it as cause", async () => {
  const loop = new Error("loop");
  loop.cause = loop;
  for (const thrown of [new Error("x"), "a string", 5, null, undefined, { message: "an object" }, Symbol("s"), loop]) {
    for (const fetch of [() => { throw thrown; }, () => Promise.reject(thrown)]) {
      const error = await failure(() => send(clientWithFetch(fetch)));
      isA(error, "ConnectionError", "connection");
      assert.equal(error.cause, thrown);
      assert.equal(error.delivery, "unknown");
    }
  }
});

test("a cause that is a list of very much is not looked through for a secret: it goes for one that shows it", async () => {
  let looked = 0;
  const ownKeys = (list) => {
    looked += 1;
    return Reflect.ownKeys(list);
  };
  const list = new Proxy(Array.from({ length: 10_000 }, String), { ownKeys });
  const error = await failure(() => send(clientWithFetch(() => Promise.reject(list))));
  assert.notEqual(error.cause, list);
  assert.equal(looked, 0);
});

test("a fetch that gives no Response is unexpected", async () => {
  for (const given of [undefined, null, "x", 5, {}, [], () => {}]) {
    for (const fetch of [() => given, async () => given]) {
      const error = await failure(() => send(clientWithFetch(fetch)));
      isA(error, "UnexpectedResponseError", "unexpected_response");
      assert.equal(error.delivery, "unknown");
    }
  }
});

test("timeout: an answer that never comes", QUICK, async (t) => {
  for (const [key, call] of Object.entries(CALLS)) {
    const server = await record(t);
    server.answer({ action: "hang" });
    const error = await failure(() => call(client(server), { timeout: 300 }));
    isA(error, "TimeoutError", "timeout");
    assert.deepEqual([error.after, error.scope], [300, "attempt"]);
    assert.equal(error.delivery, deliveryOf(key, "unknown"), key);
    assert.equal(server.requests.length, 1);
  }
});

test("timeout: the answer's body is included", QUICK, async (t) => {
  for (const call of [send, translate, check]) {
    const server = await record(t);
    server.answer({ action: "stall", body: "{\"status\":" });
    const error = await failure(() => call(client(server, { timeout: 300 })));
    isA(error, "TimeoutError", "timeout");
    assert.deepEqual([error.after, error.scope], [300, "attempt"]);
  }
});

test("timeout: the body of a failure is included", QUICK, async (t) => {
  const server = await record(t);
  server.answer({ action: "stall", status: 500, body: "{\"error" });
  const error = await failure(() => send(client(server), { timeout: 300 }));
  assert.ok(["TimeoutError", "ApiError"].includes(error.name), error.name);
  assert.equal(error.delivery, "unknown");
});

test("timeout: a fetch that never settles, even when it does not listen to its signal", QUICK, async () => {
  const wm = clientWithFetch(() => new Promise(() => {}), { timeout: 300 });
  const error = await failure(() => send(wm));
  isA(error, "TimeoutError", "timeout");
  assert.equal(error.delivery, "unknown");
});

test("timeout: an answer that comes late, from a fetch that does not listen, is let go", QUICK, async () => {
  let answer;
  const wm = clientWithFetch(() => new Promise((resolve) => { answer = resolve; }), { timeout: 20 });
  isA(await failure(() => send(wm)), "TimeoutError", "timeout");
  const cancelled = new Promise((resolve) => {
    answer(new Response(new ReadableStream({ cancel: resolve }), { status: 200 }));
  });
  await cancelled;
});

test("the option of the call goes before the config", QUICK, async (t) => {
  const server = await record(t);
  server.answer({ action: "hang" });
  const error = await failure(() => send(client(server, { timeout: 50_000 }), { timeout: 300 }));
  assert.equal(error.after, 300);
});

test("deadline: bounds the whole call", QUICK, async (t) => {
  for (const where of ["config", "options"]) {
    for (const [key, call] of Object.entries(CALLS)) {
      const server = await record(t);
      server.answer({ action: "hang" });
      const limit = { deadline: 300 };
      const wm = client(server, where === "config" ? limit : {});
      const error = await failure(() => call(wm, where === "options" ? limit : undefined));
      isA(error, "TimeoutError", "timeout");
      assert.deepEqual([error.after, error.scope], [300, "deadline"]);
      assert.equal(error.delivery, deliveryOf(key, "unknown"), key);
    }
  }
});

test("deadline: a source that never gives is not sent", QUICK, async (t) => {
  const server = await record(t);
  const stream = new ReadableStream({});
  const error = await failure(() => client(server).whatsapp(3).sendImage({ number: NUMBER, image: stream }, { deadline: 300 }));
  isA(error, "TimeoutError", "timeout");
  assert.deepEqual([error.scope, error.delivery], ["deadline", "not-sent"]);
  assert.equal(server.requests.length, 0);
});

test("abort: before the call nothing is sent", async (t) => {
  const server = await record(t);
  const reason = new Error("changed my mind");
  for (const [key, call] of Object.entries(CALLS)) {
    const error = await failure(() => call(client(server), { signal: AbortSignal.abort(reason) }));
    isA(error, "AbortError", "aborted");
    assert.equal(error.cause, reason);
    assert.equal(error.delivery, deliveryOf(key, "not-sent"), key);
  }
  assert.equal(server.requests.length, 0);
});

test("abort: while the server has it", QUICK, async (t) => {
  for (const reason of [undefined, "a string", 0, null, { why: "x" }, new Error("changed my mind")]) {
    for (const [key, call] of Object.entries(CALLS)) {
      const server = await record(t);
      server.answer({ action: "hang" });
      const controller = new AbortController();
      const waiting = failure(() => call(client(server), { signal: controller.signal }));
      await server.received(1);
      controller.abort(reason);
      const error = await waiting;
      isA(error, "AbortError", "aborted");
      assert.equal(error.cause, controller.signal.reason);
      assert.equal(error.delivery, deliveryOf(key, "unknown"), key);
    }
  }
});

test("abort: while the answer's body is on its way", QUICK, async (t) => {
  const server = await record(t);
  server.answer({ action: "stall", body: "{\"status\":" });
  const controller = new AbortController();
  const waiting = failure(() => send(client(server), { signal: controller.signal }));
  await server.received(1);
  setTimeout(() => controller.abort("late"), 100);
  const error = await waiting;
  isA(error, "AbortError", "aborted");
  assert.equal(error.cause, "late");
});

test("abort: while the source is read, before anything is sent", QUICK, async (t) => {
  const server = await record(t);
  const controller = new AbortController();
  const waiting = failure(() => client(server).whatsapp(3).sendImage(
    { number: NUMBER, image: new ReadableStream({}) }, { signal: controller.signal }));
  controller.abort("enough");
  const error = await waiting;
  isA(error, "AbortError", "aborted");
  assert.deepEqual([error.cause, error.delivery], ["enough", "not-sent"]);
  assert.equal(server.requests.length, 0);
});

test("abort: a signal of AbortSignal.timeout is an abort, not a timeout of ours", QUICK, async (t) => {
  const server = await record(t);
  server.answer({ action: "hang" });
  const signal = AbortSignal.timeout(300);
  const error = await failure(() => send(client(server), { signal }));
  isA(error, "AbortError", "aborted");
  assert.equal(error.cause, signal.reason);
});

test("abort: after the answer nothing happens, and the signal is left clean", async (t) => {
  const server = await record(t);
  const controller = new AbortController();
  let listeners = 0;
  const { signal } = controller;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args) => { listeners += 1; return add(...args); };
  signal.removeEventListener = (...args) => { listeners -= 1; return remove(...args); };
  for (let i = 0; i < 5; i += 1) await send(client(server), { signal });
  assert.ok(listeners <= 0, `${listeners} listeners were left on the signal`);
  controller.abort();
  assert.equal(server.requests.length, 5);
});
