import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { CLIENT_ID, CLIENT_SECRET, NUMBER, bytes, failure } from "./client.mjs";
import { record, refusingUrl } from "./recorder.mjs";
import { CODES, FORMS, TEXT, page, post, relayed } from "./relayed.mjs";

const KEY = { "Idempotency-Key": "3b241101-e2bb-4255-8caf-4136c566a962" };

/** How a send can fail behind the relay: what the API does, and what a page is told. */
const FATES = {
  "a refusal": [{ status: 400, body: { error_message: "No such number" } }, 400, undefined],
  "wrong credentials": [{ status: 401, body: { error_message: "no" } }, 502, "not-sent"],
  "too many": [{ status: 429, headers: { "Retry-After": "7" }, body: { error_message: "slow down" } }, 429, undefined],
  "a failure": [{ status: 500, body: { error_message: "oh" } }, 500, undefined],
  "a redirect": [{ status: 302, headers: { Location: "http://127.0.0.1:1/" }, body: "" }, 502, "unknown"],
  "a reset": [{ action: "reset" }, 502, "unknown"],
  "a short answer": [{ action: "truncate", body: '{"status":' }, 502, "unknown"],
  "no answer": [{ action: "hang" }, 504, "unknown"],
  "half an answer": [{ action: "stall", body: '{"status":' }, 504, "unknown"],
};

for (const form of Object.keys(FORMS)) {
  for (const [name, [answer, status, delivery]] of Object.entries(FATES)) {
    test(`${form}: ${name} is told as ${status}`, async (t) => {
      const api = await record(t);
      const events = [];
      const relay = await relayed(t, form, api, { timeout: 500, onEvent: (event) => events.push(event) });
      api.answer(answer);
      const told = await post(relay);
      assert.deepEqual([told.status, told.delivery ?? undefined], [status, delivery], told.text);
      assert.equal(typeof JSON.parse(told.text).error_message, "string");
      assert.equal(api.requests.length, 1);
      assert.equal(told.headers.get("location"), null);
      assert.equal(told.headers.get("retry-after"), answer.headers?.["Retry-After"] ?? null);
      assert.deepEqual(events.map(({ type, endpoint, instance, status, delivery }) => ({ type, endpoint, instance, status, delivery })), [
        { type: "forwarded", endpoint: "POST /v3/whatsapp/single/text/message", instance: 1, status, delivery },
      ]);
    });
  }

  test(`${form}: an API that is not there is told as such, without its address`, async (t) => {
    const events = [];
    const url = await refusingUrl();
    const relay = await relayed(t, form, { url }, { onEvent: (event) => events.push(event) });
    const told = await post(relay);
    assert.deepEqual([told.status, told.delivery], [502, "not-sent"]);
    assert.doesNotMatch(told.text, /127\.0\.0\.1|ECONN/);
    assert.match(events[0].reason, /ECONNREFUSED/);
    const error = await failure(() => page(relay).whatsapp(1).sendText({ number: NUMBER, message: "hi" }));
    assert.deepEqual([error.code, error.status, error.delivery], ["api_error", 502, "not-sent"]);
  });

  test(`${form}: a body that breaks off is sent to nobody as a whole`, async (t) => {
    const api = await record(t);
    const events = [];
    const relay = await relayed(t, form, api, { onEvent: (event) => events.push(event) });
    const socket = connect(relay.port, "127.0.0.1");
    const head = [`POST ${TEXT} HTTP/1.1`, "Host: 127.0.0.1", "Content-Type: application/json", "Content-Length: 100"];
    socket.write(`${head.join("\r\n")}\r\n\r\n{"number":"`);
    while (api.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    socket.destroy();
    while (events.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual([events[0].status, events[0].delivery], [400, "not-sent"]);
    assert.ok(api.requests.every(({ complete }) => !complete));
  });

  for (const [kind, length, part] of [["of a told length", "Content-Length: 100", '{"number":"'], ["in chunks", "Transfer-Encoding: chunked", '3\r\n{"n\r\n']]) {
    test(`${form}: a body ${kind} that stands still is given up`, async (t) => {
      const api = await record(t);
      const relay = await relayed(t, form, api, { timeout: 300 });
      const socket = connect(relay.port, "127.0.0.1");
      let text = "";
      socket.on("data", (part) => { text += part; });
      const head = [`POST ${TEXT} HTTP/1.1`, "Host: 127.0.0.1", "Content-Type: application/json", length, "Connection: close"];
      socket.write(`${head.join("\r\n")}\r\n\r\n${part}`);
      await once(socket, "end");
      socket.destroy();
      assert.match(text, /^HTTP\/1\.1 504 /);
      assert.match(text, /x-whatsmate-delivery: not-sent/i);
      assert.ok(api.requests.every(({ complete }) => !complete));
    });
  }

  test(`${form}: of a body in chunks no more is taken than allowed`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api, { maxBodyBytes: 1_000 });
    const body = ReadableStream.from(Array(20).fill(bytes(100)));
    const answer = await fetch(relay.url + TEXT, { method: "POST", headers: { "Content-Type": "application/json" }, body, duplex: "half" });
    assert.equal(answer.status, 413);
    assert.equal(answer.headers.get("x-whatsmate-delivery"), "not-sent");
    assert.equal(api.requests.length, 0);
  });

  test(`${form}: no secret comes back, whatever the API says`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api);
    const echo = `${CLIENT_ID} and ${CLIENT_SECRET} and ${encodeURIComponent(CLIENT_ID)}`;
    const failed = async () => (await post(relay, { headers: KEY })).text;
    api.answer({ status: 400, body: { error_message: echo } }, { status: 500, body: { error_message: echo } });
    const shown = [await failed(), await failed()];
    api.answer({ body: { status: "queued", id: echo } });
    shown.push((await post(relay)).text);
    // Byte by byte, so that a secret never is in one piece.
    api.answer({ type: "text/plain; charset=utf-8", body: `é ${echo} ${CLIENT_SECRET.slice(0, 5)}`, action: "drip" });
    const { text } = await post(relay, { path: CODES, method: "GET" });
    assert.equal(text, `é *** and *** and *** ${CLIENT_SECRET.slice(0, 5)}`);
    for (const text of shown) {
      assert.match(text, /\*\*\* and \*\*\*/);
      assert.ok(!text.includes(CLIENT_SECRET) && !text.includes(CLIENT_ID), text);
    }
  });

  test(`${form}: of what a send is answered with no more than 64 KiB is kept`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api);
    api.answer({ status: 500, type: "text/plain", body: "x".repeat(2 ** 20) });
    assert.equal((await post(relay)).text.length, 64 * 1_024);
  });
}
