import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, client, clientWithFetch, CLIENT_ID, CLIENT_SECRET, CREDENTIALS, failure, NUMBER, refused, refusedNow, whatsmate } from "./client.mjs";
import { ANSWERS, record } from "./recorder.mjs";

const { WhatsMate, WhatsApp, Telegram, Translation, PdfToText } = whatsmate;
const send = (w, o) => w.whatsapp(3).sendText({ number: NUMBER, message: "Hi" }, o);
const PATH = "/v3/whatsapp/single/text/message/3";
const queued = () => Response.json(ANSWERS.queued);

/** What a custom fetch was called with. */
function spy(answer = queued) {
  const calls = [];
  const fetch = (...args) => {
    calls.push(args);
    return answer();
  };
  return { fetch, calls };
}

test("the base URL's path is kept, with and without a final slash", async (t) => {
  const server = await record(t);
  for (const [suffix, prefix] of [
    ["", ""], ["/", ""], ["/proxy", "/proxy"], ["/proxy/", "/proxy"], ["/a/b", "/a/b"], ["/a/b/", "/a/b"], ["/a%20b", "/a%20b"],
  ]) {
    for (const baseUrl of [server.url + suffix, new URL(server.url + suffix)]) {
      const wm = client(server, { baseUrl });
      assert.deepEqual(await send(wm), { id: ANSWERS.queued.id, status: "queued" });
      assert.equal(server.last.target, prefix + PATH);
      await wm.pdf.extract("https://files.example.com/a.pdf");
      assert.equal(server.last.target, `${prefix}/v1/pdf/extract?url=https%3A%2F%2Ffiles.example.com%2Fa.pdf`);
    }
  }
});

test("a base URL with user info, a query or a fragment is refused", () => {
  for (const baseUrl of [
    "https://user:pass-word@api.example.com", "https://user@api.example.com", "https://api.example.com/?a=b",
    "https://api.example.com/#top", "https://api.example.com/v3?", "https://api.example.com/v3#",
  ]) {
    for (const given of [baseUrl, new URL(baseUrl)]) {
      const error = refusedNow(() => new WhatsMate({ ...CREDENTIALS, baseUrl: given }), "config.baseUrl");
      assert.ok(!error.message.includes("pass-word"), error.message);
    }
  }
});

test("a relative base URL is refused where there is no page", () => {
  for (const baseUrl of ["/relay", "relay", "./relay", "//api.example.com"]) {
    refusedNow(() => new WhatsMate({ ...CREDENTIALS, baseUrl }), "config.baseUrl");
    refusedNow(() => new WhatsMate({ baseUrl }), "config.baseUrl");
  }
});

test("http is for loopback alone, unless it is allowed", async () => {
  for (const host of ["127.0.0.1", "127.1.2.3:8080", "localhost", "localhost:9470", "[::1]", "[::1]:9470"]) {
    const { fetch, calls } = spy();
    await send(new WhatsMate({ ...CREDENTIALS, baseUrl: `http://${host}`, fetch }));
    assert.equal(calls[0][0], `http://${host}${PATH}`);
  }
  for (const host of [
    "api.whatsmate.net", "10.0.0.1", "192.168.1.1", "127.0.0.1.example.com", "127.example.com", "127.0.0.evil.example",
    "localhost.example.com", "[2001:db8::1]", "[2001:db8::127]", "128.0.0.1", "mylocalhost", "example.com/127.0.0.1",
  ]) {
    const config = { ...CREDENTIALS, baseUrl: `http://${host}` };
    assert.throws(() => new WhatsMate(config), { code: "invalid_input" }, `http to ${host} is allowed`);
    refusedNow(() => new WhatsMate(config), "config.baseUrl");
    refusedNow(() => new WhatsMate({ ...config, allowInsecureHttp: false }), "config.baseUrl");
    const { fetch, calls } = spy();
    await send(new WhatsMate({ ...config, allowInsecureHttp: true, fetch }));
    assert.equal(calls[0][0], `http://${host}${PATH}`);
  }
});

test("the default base URL is the API's, by https", async () => {
  const { fetch, calls } = spy();
  await send(new WhatsMate({ ...CREDENTIALS, fetch }));
  assert.equal(calls[0][0], `https://api.whatsmate.net${PATH}`);
});

test("one credential without the other is refused", async (t) => {
  const { url: baseUrl } = await record(t);
  refusedNow(() => new WhatsMate({ clientId: CLIENT_ID, baseUrl }), "config.clientSecret");
  refusedNow(() => new WhatsMate({ clientSecret: CLIENT_SECRET, baseUrl }), "config.clientId");
  refusedNow(() => new Translation({ clientId: CLIENT_ID, clientSecret: undefined }), "config.clientSecret");
});

test("no credentials and no base URL is refused", () => {
  refusedNow(() => new WhatsMate(), /^config\./);
  refusedNow(() => new WhatsMate({}), /^config\./);
  refusedNow(() => new PdfToText({ maxRetries: 0 }), /^config\./);
});

test("with a base URL and no credentials no X-WM header is sent", async (t) => {
  const server = await record(t);
  const wm = new WhatsMate({ baseUrl: server.url });
  await send(wm);
  await wm.pdf.check("job");
  for (const { headers } of server.requests) {
    assert.deepEqual(Object.keys(headers).filter((name) => name.startsWith("x-wm-")), []);
    assert.equal(headers["content-type"], "application/json");
  }
});

test("without credentials each send and submit has a key of its own, other calls none", async (t) => {
  const server = await record(t);
  const wm = new WhatsMate({ baseUrl: server.url });
  const keyOf = async (call) => {
    await call();
    return server.last.headers["idempotency-key"];
  };
  const keys = [
    await keyOf(() => send(wm)),
    await keyOf(() => send(wm)),
    await keyOf(() => wm.telegram(3).sendAudio({ number: NUMBER, audio: bytes(9), filename: "a.mp3" })),
    await keyOf(() => wm.pdf.submit("https://files.example.com/a.pdf")),
  ];
  assert.ok(keys.every((key) => typeof key === "string" && key.length > 0), JSON.stringify(keys));
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(await keyOf(() => wm.translation.supportedCodes()), undefined);
  assert.equal(await keyOf(() => wm.pdf.check("job")), undefined);
});

test("headers: what the function gives is sent, asked anew for each call", async (t) => {
  const server = await record(t);
  let token = 0;
  const forms = [
    () => ({ Authorization: `Bearer ${(token += 1)}`, "X-CSRF": "c" }),
    async () => new Headers({ Authorization: `Bearer ${(token += 1)}`, "X-CSRF": "c" }),
    () => [["Authorization", `Bearer ${(token += 1)}`], ["X-CSRF", "c"]],
  ];
  for (const headers of forms) {
    const wm = new WhatsMate({ baseUrl: server.url, headers });
    for (const call of [() => send(wm), () => wm.pdf.check("job")]) {
      await call();
      assert.equal(server.last.headers.authorization, `Bearer ${token}`);
      assert.equal(server.last.headers["x-csrf"], "c");
      assert.equal(server.last.headers["content-type"], "application/json");
      assert.equal(server.last.headers["x-wm-client-id"], undefined);
    }
  }
  assert.equal(token, 6);
});

test("headers together with credentials are refused", async (t) => {
  const server = await record(t);
  refusedNow(() => client(server, { headers: () => ({}) }), "config.headers");
});

test("headers that can not be had end the call before it is sent", async (t) => {
  const server = await record(t);
  const reason = new Error("no token");
  for (const headers of [
    () => { throw reason; }, () => Promise.reject(reason), () => 5, () => ({ "bad name": "x" }), () => ({ "X-A": "a\nb" }),
  ]) {
    const error = await failure(() => send(new WhatsMate({ baseUrl: server.url, headers, maxRetries: 0 })));
    assert.ok(whatsmate.isWhatsMateError(error), `${error.name}: ${error.message}`);
    assert.equal(error.delivery, "not-sent");
  }
  assert.equal(server.requests.length, 0);
});

test("a custom fetch is called with a string and an init, and may answer at once", async () => {
  for (const answer of [queued, async () => queued()]) {
    const { fetch, calls } = spy(answer);
    assert.deepEqual(await send(clientWithFetch(fetch)), { id: ANSWERS.queued.id, status: "queued" });
    assert.equal(calls.length, 1);
    const [url, init] = calls[0];
    assert.equal(typeof url, "string");
    assert.equal(init.method, "POST");
    assert.equal(init.redirect, "manual");
    const headers = new Headers(init.headers);
    assert.equal(headers.get("x-wm-client-id"), CLIENT_ID);
    assert.equal(headers.get("x-wm-client-secret"), CLIENT_SECRET);
    assert.equal(await new Response(init.body).text(), JSON.stringify({ number: NUMBER, message: "Hi" }));
    assert.equal(init.credentials, undefined);
  }
});

test("a GET through a custom fetch asks for no cache and has no body", async () => {
  const { fetch, calls } = spy(() => Response.json(ANSWERS.codes));
  await clientWithFetch(fetch).translation.supportedCodes();
  const [url, init] = calls[0];
  assert.equal(typeof url, "string");
  assert.deepEqual([init.method ?? "GET", init.cache, init.body ?? undefined], ["GET", "no-store", undefined]);
});

test("the global fetch is looked up at each call", async (t) => {
  const wm = new WhatsMate(CREDENTIALS);
  const before = globalThis.fetch;
  t.after(() => { globalThis.fetch = before; });
  const first = spy();
  globalThis.fetch = first.fetch;
  await send(wm);
  const second = spy();
  globalThis.fetch = second.fetch;
  await send(wm);
  assert.deepEqual([first.calls.length, second.calls.length], [1, 1]);
});

test("onEvent tells of request and response; what it throws is ignored", async (t) => {
  const server = await record(t);
  const events = [];
  const onEvent = (event) => {
    events.push(event);
    throw new Error("not your business");
  };
  await send(client(server, { onEvent }));
  server.answer({ status: 500 });
  await failure(() => client(server, { onEvent }).translation.supportedCodes());
  assert.deepEqual(events.map((event) => event.type), ["request", "response", "request", "response"]);
  const [request, response] = events;
  assert.equal(typeof request.attempt, "number");
  assert.ok(request.endpoint.startsWith("POST /v3/whatsapp/single/text/message"), request.endpoint);
  assert.deepEqual(Object.keys(request).sort(), ["attempt", "endpoint", "type"]);
  assert.deepEqual([response.status, response.attempt, response.endpoint], [200, request.attempt, request.endpoint]);
  assert.deepEqual(Object.keys(response).sort(), ["attempt", "duration", "endpoint", "status", "type"]);
  assert.ok(response.duration >= 0 && response.duration < 60_000);
  assert.equal(events[3].status, 500);
});

test("each family stands alone", async (t) => {
  const server = await record(t);
  const config = { ...CREDENTIALS, baseUrl: server.url };
  const whatsapp = new WhatsApp({ ...config, instance: 3 });
  await whatsapp.sendText({ number: NUMBER, message: "Hi" });
  assert.equal(server.last.target, PATH);
  await new Telegram({ ...config, instance: 4 }).sendText({ number: NUMBER, message: "Hi" });
  assert.equal(server.last.target, "/v3/telegram/single/text/message/4");
  assert.deepEqual({ ...(await new Translation(config).supportedCodes()) }, ANSWERS.codes);
  assert.equal(await new PdfToText(config).retrieveText("job"), ANSWERS.pdfText);
  assert.equal(server.last.headers["x-wm-client-secret"], CLIENT_SECRET);
  for (const Family of [WhatsApp, Telegram]) {
    for (const instance of [undefined, 0, 1.5, "3", null]) refusedNow(() => new Family({ ...config, instance }), /^(config\.)?instance$/);
  }
});

test("objects are of their classes and tell their instance", async (t) => {
  const wm = client(await record(t));
  assert.ok(wm instanceof WhatsMate && wm.whatsapp(3) instanceof WhatsApp && wm.telegram(3) instanceof Telegram);
  assert.ok(wm.translation instanceof Translation && wm.pdf instanceof PdfToText);
  assert.equal(wm.whatsapp(7).instance, 7);
  assert.equal(wm.telegram(Number.MAX_SAFE_INTEGER).instance, Number.MAX_SAFE_INTEGER);
  assert.equal(new WhatsApp({ ...CREDENTIALS, instance: 9 }).instance, 9);
  assert.throws(() => { wm.whatsapp(7).instance = 8; }, TypeError);
});

test("a config is read once: later changes to its object have no effect", async (t) => {
  const server = await record(t);
  const config = { ...CREDENTIALS, baseUrl: server.url };
  const wm = new WhatsMate(config);
  config.clientSecret = "another";
  config.baseUrl = "https://nowhere.example.com";
  await send(wm);
  assert.equal(server.last.headers["x-wm-client-secret"], CLIENT_SECRET);
});

test("a wrong option is refused before the config's fetch is touched", async () => {
  const { fetch, calls } = spy();
  await refused(() => send(clientWithFetch(fetch), { timeout: "x" }), "options.timeout");
  assert.equal(calls.length, 0);
});

test("the API itself is no relay: without credentials it is refused", () => {
  for (const baseUrl of ["https://api.whatsmate.net", new URL("https://api.whatsmate.net/")]) {
    refusedNow(() => new WhatsMate({ baseUrl }), "config.clientId");
  }
  assert.ok(new WhatsMate({ baseUrl: "https://relay.example.com" }));
});
