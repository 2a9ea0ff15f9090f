import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { createRelayListener } from "../../pkg/relay-node.js";
import { createSandbox } from "../../sandbox/pkg/index.js";

/** A relay to a sandbox, for the pages of one origin that have a token. */
async function startRelay(t, origin, token) {
  const clientSecret = "of-the-relay";
  const sandbox = await createSandbox({ clientId: "relay", clientSecret });
  const { url } = await sandbox.listen({ port: 0 });
  const authorize = ({ headers }) => headers.authorization === `Bearer ${token}`;
  const relay = createRelayListener({ clientId: "relay", clientSecret, baseUrl: url, origins: [origin], authorize });
  const server = createServer(relay).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(async () => {
    server.close();
    server.closeAllConnections();
    await sandbox.close();
  });
  return { sandbox, address: `http://127.0.0.1:${server.address().port}/whatsmate` };
}

/** Where calls go. */
export function places({ context }) {
  test("a relay gets what is sent, with its token and without credentials", async (t) => {
    const { page } = context;
    const { sandbox, address } = await startRelay(t, new URL(context.sites.url).origin, "of-the-page");
    await page.connect("A relay");
    await page.waitFor("hint", async () => !(await page.find("#form button[type=submit]").isEnabled()));
    await page.choose("Language", "curl");
    assert.match(await page.text("#code"), /curl 'https:\/\/relay\.example\.com\/v3/);
    await page.choose("Language", "JavaScript");
    await page.fill("config.baseUrl", address);
    await page.connected("A relay");
    await page.call("WhatsApp", "Text", "People");
    const [{ state, detail }] = await page.send();
    assert.equal(state, "failed");
    assert.match(detail, /does not let this request in/);
    await page.fill("config.token", "of-the-page");
    await page.waitFor("token in the code", async () => (await page.text("#code")).includes("RELAY_TOKEN"));
    const id = await page.queue();
    assert.equal((await sandbox.messages(`id:${id}`)).length, 1);
    assert.doesNotMatch(await page.text("#raw"), /X-WM|of-the-page/);
    assert.match(await page.text("#screen"), /real phones/);
  });

  test("WhatsMate itself is offered once it has answered, and else the reason is shown", async (t) => {
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
    // One that is out of order.
    const broken = await createSandbox({ faults: [{ action: "status", status: 503 }] });
    t.after(() => broken.close());
    await page.fill("config.baseUrl", (await broken.listen({ port: 0 })).url);
    await page.driver.sleep(500);
    await page.find("#connection-panel button").click();
    await page.waitFor("reason", async () => (await page.text("#connection-panel [role=status]")).includes("503"));
    assert.equal(await submit.isEnabled(), false);
    // One that answers.
    await page.fill("config.baseUrl", context.sites.url.slice(0, -1));
    await page.driver.sleep(500);
    await page.find("#connection-panel button").click();
    await page.waitFor("leave to send", () => submit.isEnabled());
    await page.call("WhatsApp", "Text", "People");
    const id = await page.queue();
    assert.equal((await context.sites.sandbox.messages(`id:${id}`)).length, 1);
  });

  test("credentials are kept for the tab where that was asked for, and nowhere else", async () => {
    const { page } = context;
    const probe = async () => {
      const told = () => page.text("#connection-panel [role=status]");
      await page.find("#connection-panel button").click();
      await page.waitFor("answer", async () => (await told()) === "WhatsMate answers.");
    };
    const keep = () => page.find("#connection-panel input[type=checkbox]").click();
    const kept = () =>
      page.driver.executeScript((secret) => {
        const holds = (storage) => JSON.stringify({ ...storage }).includes(secret);
        return [holds(localStorage), holds(sessionStorage), location.href.includes(secret) || document.cookie.includes(secret)];
      }, "typed-secret");
    assert.deepEqual(await kept(), [false, false, false]);
    // Chosen once more, the place knows them still, which is no leave to keep them.
    await page.connect("A relay");
    await page.connect("WhatsMate itself");
    await probe();
    assert.deepEqual(await kept(), [false, false, false]);
    await keep();
    assert.deepEqual(await kept(), [false, true, false]);
    await page.open(context.sites.url);
    await page.connect("WhatsMate itself");
    const secret = "return document.querySelector('[name=\"config.clientSecret\"]').value";
    assert.equal(await page.driver.executeScript(secret), "typed-secret");
    await keep();
    assert.deepEqual(await kept(), [false, false, false]);
    await page.open(context.sites.url);
  });
}
