// What `npm start` serves, without its page: every call, directly and by a relay.
import assert from "node:assert/strict";
import { test } from "node:test";
import { WhatsMate } from "../../pkg/index.js";
import { everyCall, serveFile } from "../../scripts/lib/every-call.mjs";
import { serveRelayed, serveSandbox } from "../../scripts/lib/serve.mjs";

for (const serve of [serveSandbox, serveRelayed]) {
  test(`${serve.name}: every call is answered`, async (t) => {
    const { url, config, close } = await serve(0);
    const sample = await serveFile("examples/media/report.pdf");
    t.after(async () => {
      sample.close();
      await close();
    });
    const rows = [];
    for await (const row of everyCall(new WhatsMate(config), sample.url)) rows.push(row);
    assert.equal(rows.length, 24);
    assert.deepEqual(rows.filter(({ failed }) => failed), []);
    await assert.rejects(serve(Number(new URL(url).port)), { code: "EADDRINUSE" });
  });
}

test("who has no credentials comes to the sandbox by the relay alone, and who is from elsewhere not at all", async (t) => {
  const { url, sandbox, close } = await serveRelayed(0);
  t.after(close);
  const body = JSON.stringify({ number: "12025550101", message: "Hello" });
  const send = async (path, more) => (await fetch(url + path, { method: "POST", body, headers: { "content-type": "application/json", ...more } })).status;
  const path = "/v3/whatsapp/single/text/message/1";
  assert.equal(await send(path), 404);
  assert.equal(await send(`/whatsmate${path}`, { origin: "https://elsewhere.example.com" }), 403);
  assert.equal((await sandbox.messages()).length, 0);
  assert.equal(await send(`/whatsmate${path}`), 200);
  const forget = await fetch(`${url}/_sandbox/messages`, { method: "DELETE", headers: { origin: "https://elsewhere.example.com" } });
  assert.equal(forget.status, 403);
  assert.equal((await sandbox.messages()).length, 1);
});
