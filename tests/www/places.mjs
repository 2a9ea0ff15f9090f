import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "../../sandbox/pkg/index.js";

/** Where calls go. */
export function places({ context }) {
  test("a relay gets what is sent, with its token and without credentials", async (t) => {
    const { page } = context;
    const relay = await createSandbox();
    t.after(() => relay.close());
    const { url } = await relay.listen({ port: 0 });
    await page.connect("A relay");
    await page.waitFor("hint", async () => !(await page.find("#form button[type=submit]").isEnabled()));
    await page.fill("config.baseUrl", url);
    await page.connected("A relay");
    await page.call("WhatsApp", "Text", "People");
    const [{ said }] = await page.send();
    // The sandbox is no relay: it misses the credentials, which shows that they were not sent.
    assert.equal(said, "authentication");
    assert.match(await page.text("#screen"), /real phones/);
  });

  test("WhatsMate itself is offered once it has answered, and else the reason is shown", async () => {
    const { page } = context;
    await page.connect("WhatsMate itself");
    const submit = await page.find("#form button[type=submit]");
    await page.waitFor("block", async () => !(await submit.isEnabled()));
    // An address where nobody answers.
    await page.fill("config.baseUrl", "http://127.0.0.1:1");
    await page.fill("config.clientId", "me@example.com");
    await page.fill("config.clientSecret", "typed-secret");
    await page.driver.sleep(500);
    await page.find("#connection-panel button").click();
    await page.waitFor("reason", async () => (await page.text("#connection-panel [role=status]")).includes("CORS"));
    assert.equal(await submit.isEnabled(), false);
    await page.driver.sleep(0);
    const kept = await page.driver.executeScript("return JSON.stringify({ ...localStorage, ...sessionStorage }) + location.href");
    assert.doesNotMatch(kept, /typed-secret/);
    // One that does.
    await page.fill("config.baseUrl", context.sites.url.slice(0, -1));
    await page.driver.sleep(500);
    await page.find("#connection-panel button").click();
    await page.waitFor("leave to send", () => submit.isEnabled());
    await page.call("WhatsApp", "Text", "People");
    const id = await page.queue();
    assert.equal((await context.sites.sandbox.messages(`id:${id}`)).length, 1);
    await page.connect("Sandbox on this machine");
    await page.connected("Sandbox on this machine");
    await page.driver.executeScript("document.getElementById('connection').open = false");
  });
}
