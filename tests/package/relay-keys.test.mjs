import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { NUMBER } from "./client.mjs";
import { record } from "./recorder.mjs";
import { FORMS, TEXT, page, post, relayed } from "./relayed.mjs";

const keyed = (key) => ({ headers: { "Idempotency-Key": key } });

for (const form of Object.keys(FORMS)) {
  test(`${form}: one key is sent on once, and answered as the first time`, async (t) => {
    const api = await record(t);
    const events = [];
    const relay = await relayed(t, form, api, { onEvent: ({ type }) => events.push(type) });
    api.answer({ body: { status: "queued", id: "first" } });
    const answers = [await post(relay, keyed("a")), await post(relay, keyed("a"))];
    assert.deepEqual(answers.map(({ text }) => JSON.parse(text).id), ["first", "first"]);
    assert.equal(api.requests.length, 1);
    assert.deepEqual(events, ["forwarded", "repeated"]);
    await post(relay, keyed("b"));
    assert.equal(api.requests.length, 2);
  });

  test(`${form}: who comes with the key of a send that is under way waits for its answer`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api);
    let give;
    api.answer((_, response) => { give = () => response.end('{"status":"queued","id":"first"}'); });
    const all = Array.from({ length: 5 }, () => post(relay, keyed("a")));
    await api.received(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    give();
    assert.deepEqual((await Promise.all(all)).map(({ text }) => JSON.parse(text).id), Array(5).fill("first"));
    assert.equal(api.requests.length, 1);
  });

  for (const answer of [{ status: 500, body: { error_message: "oh" } }, { action: "reset" }, { action: "hang" }]) {
    test(`${form}: after ${answer.action ?? answer.status} a key is not sent on again: it may have been queued`, async (t) => {
      const api = await record(t);
      const relay = await relayed(t, form, api, { timeout: 500 });
      api.answer(answer);
      const [first, second] = [await post(relay, keyed("a")), await post(relay, keyed("a"))];
      assert.deepEqual([second.status, second.text, second.delivery], [first.status, first.text, first.delivery]);
      assert.equal(api.requests.length, 1);
    });
  }

  test(`${form}: after a 4xx the next attempt goes on: nothing was queued`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api);
    api.answer({ status: 429, headers: { "Retry-After": "0" }, body: { error_message: "slow down" } });
    const sent = await page(relay, { maxRetries: 1 }).whatsapp(1).sendText({ number: NUMBER, message: "hi" });
    assert.equal(sent.status, "queued");
    assert.equal(api.requests.length, 2);
  });

  test(`${form}: a client that repeats an unknown fate gets the first one again, and no message is sent twice`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api);
    api.answer({ action: "reset" });
    const error = await page(relay, { maxRetries: 2, retryUnknown: true }).whatsapp(1).sendText({ number: NUMBER, message: "hi" }).catch((error) => error);
    assert.equal(error.delivery, "unknown");
    assert.equal(api.requests.length, 1);
  });

  test(`${form}: a key belongs to one call and gateway`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api);
    await post(relay, keyed("a"));
    await post(relay, { ...keyed("a"), path: "/v3/whatsapp/single/text/message/2" });
    await post(relay, { ...keyed("a"), path: "/v1/translation/translate" });
    await post(relay, { ...keyed("a"), path: "/v1/translation/translate" });
    assert.equal(api.requests.length, 4);
  });

  test(`${form}: when a browser drops its connection, the send goes on, and its repetition gets the answer`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api);
    const body = JSON.stringify({ number: NUMBER, message: "hi" });
    let give;
    api.answer((_, response) => { give = () => response.end('{"status":"queued","id":"first"}'); });
    const socket = connect(relay.port, "127.0.0.1");
    const head = [`POST ${TEXT} HTTP/1.1`, "Host: 127.0.0.1", "Content-Type: application/json", `Content-Length: ${body.length}`, "Idempotency-Key: a"];
    socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
    await api.received(1);
    socket.destroy();
    const again = post(relay, keyed("a"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    give();
    assert.equal(JSON.parse((await again).text).id, "first");
    assert.equal(api.requests.length, 1);
  });

  test(`${form}: a repetition does not wait for a request that broke off, but goes on itself`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api);
    const socket = connect(relay.port, "127.0.0.1");
    const head = [`POST ${TEXT} HTTP/1.1`, "Host: 127.0.0.1", "Content-Type: application/json", "Content-Length: 100", "Idempotency-Key: a"];
    socket.write(`${head.join("\r\n")}\r\n\r\n{"number":"`);
    while (api.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const again = post(relay, keyed("a"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    assert.equal((await again).status, 200);
    assert.equal(api.requests.filter(({ complete }) => complete).length, 1);
  });
}

test("an answer is kept for ten minutes", async (t) => {
  const api = await record(t);
  const relay = await relayed(t, "node:http", api);
  t.mock.timers.enable({ apis: ["Date"], now: 1_000_000 });
  await post(relay, keyed("a"));
  t.mock.timers.tick(599_000);
  await post(relay, keyed("a"));
  assert.equal(api.requests.length, 1);
  t.mock.timers.tick(2_000);
  await post(relay, keyed("a"));
  assert.equal(api.requests.length, 2);
});
