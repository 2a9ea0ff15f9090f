import assert from "node:assert/strict";
import { test } from "node:test";
import { serveRelayed } from "../../scripts/lib/serve.mjs";
import { openTap } from "../page/tap.mjs";

/** What `npm start -- --relay` serves. */
export function relayed({ context }) {
  test("the page sends by the relay of its server: it is given no secret, and nothing goes out twice", async (t) => {
    const { page, sites, engine } = context;
    const served = await serveRelayed(0);
    const tap = await openTap(new URL(served.url).port);
    t.after(async () => {
      tap.close();
      await served.close();
    });
    await page.open(`${tap.url}/`, "Relay of this server");
    assert.match(await page.text("#connection-panel .hint"), /holds no secret/);
    assert.equal(await page.driver.executeScript("return document.querySelectorAll('#connection-panel .fields *').length"), 0);
    const code = await page.text("#code");
    assert.ok(code.includes(`new WhatsMate({\n  baseUrl: "${tap.url}/whatsmate",\n});`), code);
    assert.doesNotMatch(code, /secret|client/i);

    await page.call("WhatsApp", "Text", "People");
    const id = await page.queue();
    await page.bubble(id);
    assert.match(await page.text("#raw"), /idempotency-key/i);

    await page.fill("message", "Once and no more");
    tap.loseAnswer("POST /whatsmate/");
    const [{ said }] = await page.send();
    // Where the browser itself asks again, the relay answers from memory.
    assert.equal(said, engine.sendsAgain.POST.kept > 0 ? "queued" : "connection");
    const found = await served.sandbox.messages("text:once");
    assert.deepEqual(found.map(({ received }) => received), [1]);

    const given = tap.given();
    assert.ok(given.includes("<title>whatsmate console") && given.includes(id));
    assert.ok(!given.includes(served.secret));
    await page.open(sites.url);
  });
}
