import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "../../sandbox/pkg/index.js";
import { everyCall, serveFile } from "../../scripts/lib/every-call.mjs";
import { CLIENT_ID, CLIENT_SECRET, NUMBER, base64, bytes, client } from "./client.mjs";
import { record } from "./recorder.mjs";
import { FORMS, page, relayed } from "./relayed.mjs";

for (const form of Object.keys(FORMS)) {
  test(`${form}: every call goes through, and arrives as it does without a relay`, async (t) => {
    const sandbox = await createSandbox();
    t.after(() => sandbox.close());
    const api = await sandbox.listen({ port: 0 });
    const relay = await relayed(t, form, api);
    const pdf = await serveFile("examples/media/report.pdf");
    t.after(pdf.close);
    const seen = async (client) => {
      sandbox.reset();
      const rows = [];
      for await (const row of everyCall(client, pdf.url)) rows.push(row);
      const messages = await sandbox.messages();
      return { rows: rows.map(({ call, answer }) => [call, answer]), messages: messages.map(({ id, receivedAt, ...rest }) => (assert.ok(id && receivedAt), rest)) };
    };
    const through = await seen(page(relay));
    assert.equal(through.rows.length, 24);
    assert.deepEqual(through, await seen(client(api)));
  });

  test(`${form}: what is sent on has the credentials, type and length, and nothing else of the page`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api);
    const wm = page(relay, { headers: () => ({ Authorization: "Bearer of-the-page", Cookie: "session=1", "X-Forwarded-For": "10.0.0.1" }) });
    await wm.whatsapp(7).sendText({ number: NUMBER, message: "hi" });
    const { method, target, headers, body } = api.last;
    assert.deepEqual([method, target], ["POST", "/v3/whatsapp/single/text/message/7"]);
    assert.equal(headers["x-wm-client-id"], CLIENT_ID);
    assert.equal(headers["x-wm-client-secret"], CLIENT_SECRET);
    assert.equal(headers["content-type"], "application/json");
    assert.equal(Number(headers["content-length"]), body.length);
    const others = ["authorization", "cookie", "x-forwarded-for", "idempotency-key", "origin", "transfer-encoding"];
    assert.deepEqual(others.filter((name) => name in headers), []);
  });

  test(`${form}: a document is streamed, byte for byte`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api);
    const document = bytes(3 * 2 ** 20);
    await page(relay).whatsapp(1).sendDocument({ number: NUMBER, document, filename: "a.bin" });
    assert.ok(api.lastJson.document === base64(document), "the document has changed");
  });

  test(`${form}: what comes without a length is sent on with one`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api);
    const body = ReadableStream.from([new TextEncoder().encode(`{"number":"${NUMBER}",`), new TextEncoder().encode('"message":"hi"}')]);
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(`${relay.url}/v3/whatsapp/single/text/message/1`, { method: "POST", headers, body, duplex: "half" });
    assert.equal(answer.status, 200);
    assert.equal(Number(api.last.headers["content-length"]), api.last.body.length);
    assert.deepEqual(api.lastJson, { number: NUMBER, message: "hi" });
  });

  test(`${form}: a long text streams back`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api);
    const text = "páginas ".repeat(200_000);
    api.answer({ type: "text/plain; charset=utf-8", body: text });
    assert.ok((await page(relay).pdf.extract("https://files.example.com/a b.pdf?x=1&y=é#p")) === text, "the text has changed");
    assert.equal(new URLSearchParams(api.last.target.split("?")[1]).get("url"), "https://files.example.com/a b.pdf?x=1&y=é#p");
  });
}
