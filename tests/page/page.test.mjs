// The built package in a plain page: no bundler, no init call, no import map.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { createSandbox } from "../../sandbox/pkg/index.js";
import { browsers, inPage } from "./browsers.mjs";
import { servePage } from "./server.mjs";

const credentials = { clientId: "client@example.com", clientSecret: "canary-secret-0123456789" };

for (const [name, start] of Object.entries(browsers)) {
  describe(name, () => {
    let driver, sandbox, server, page, strict, without;

    before(async () => {
      driver = await start();
      await driver.manage().setTimeouts({ script: 30_000 });
      sandbox = await createSandbox();
      server = await sandbox.listen({ port: 0 });
      page = await servePage();
      strict = await servePage("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src *");
      without = await servePage("default-src 'none'; script-src 'self'; connect-src *");
    });

    after(async () => {
      for (const served of [page, strict, without]) served.close();
      await driver.quit();
      await server.close();
      await sandbox.close();
    });

    const open = async (served) => {
      await driver.get(served.url);
      await driver.wait(() => driver.executeScript("return 'whatsmate' in globalThis"), 10_000);
    };

    const sendFile = async (config) => {
      const { WhatsMate } = globalThis.whatsmate;
      const image = new File([new Uint8Array(100_000).map((_, i) => i % 251)], "picture.png", { type: "image/png" });
      const gateway = new WhatsMate(config).whatsapp(3);
      return gateway.sendDocument({ number: "+1 202 555 0123", document: image, caption: "grüße 👋" });
    };

    test("a File is queued and arrives whole", async () => {
      await open(page);
      const queued = await inPage(driver, sendFile, { ...credentials, baseUrl: server.url });
      assert.equal(queued.status, "queued");
      const message = await (await fetch(`${server.url}/_sandbox/messages/${queued.id}`)).json();
      assert.deepEqual([message.number, message.filename, message.caption], ["12025550123", "picture.png", "grüße 👋"]);
      const media = await fetch(`${server.url}/_sandbox/messages/${queued.id}/media`);
      const expected = Buffer.from(new Uint8Array(100_000).map((_, i) => i % 251));
      assert.ok(expected.equals(Buffer.from(await media.arrayBuffer())));
    });

    test("under a strict Content-Security-Policy, too", async () => {
      await open(strict);
      const queued = await inPage(driver, sendFile, { ...credentials, baseUrl: server.url });
      assert.equal(queued.status, "queued");
    });

    test("a policy that forbids wasm ends in a WasmUnavailableError that names what is missing", async () => {
      await open(without);
      const [code, message] = await inPage(driver, async () => {
        try {
          new globalThis.whatsmate.WhatsMate({ baseUrl: "/api" });
        } catch (error) {
          return [error.code, error.message];
        }
      });
      assert.equal(code, "wasm_unavailable");
      assert.match(message, /wasm-unsafe-eval/);
    });

    test("a secret for a host that is not this machine is refused; a relay's relative address is not", async () => {
      await open(page);
      const [field, sent] = await inPage(driver, async (config) => {
        const { WhatsMate } = globalThis.whatsmate;
        let field;
        try {
          new WhatsMate(config);
        } catch (error) {
          field = error.field;
        }
        let sent;
        const fetch = (url) => {
          sent = url;
          return Response.json({ id: "1", status: "queued" });
        };
        await new WhatsMate({ baseUrl: "/whatsmate/", fetch }).telegram(1).sendText({ number: "12025550123", message: "x" });
        return [field, sent];
      }, credentials);
      assert.equal(field, "config.clientSecret");
      assert.equal(sent, `${page.url}whatsmate/v3/telegram/single/text/message/1`);
    });
  });
}
