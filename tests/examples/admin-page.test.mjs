// The page of examples/admin, in real browsers.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { By } from "selenium-webdriver";
import { browsers, inPage } from "../page/browsers.mjs";
import { openTap } from "../page/tap.mjs";
import { CREDENTIALS, MESSAGE, PASSWORD, TEXT, startAdmin } from "./admin-server.mjs";

const { source: axe } = createRequire(import.meta.url)("axe-core");
const PATIENCE = 15_000;
const SIZE = 5_000_000;

let admin;
before(async () => {
  admin = await startAdmin();
});
after(() => admin.close());

for (const [name, start] of Object.entries(browsers)) {
  describe(name, () => {
    const large = join(tmpdir(), `whatsmate-admin-${process.pid}-${name}.bin`);
    let driver, tap;

    before(async () => {
      tap = await openTap(new URL(admin.url).port);
      await writeFile(large, randomBytes(SIZE));
      driver = await start();
      await driver.get(tap.url);
    });
    after(async () => {
      await driver?.quit();
      tap.close();
      await rm(large, { force: true });
    });

    const find = (selector) => driver.findElement(By.css(selector));
    const says = () => find("#outcome").getText();
    const waitFor = (words) => driver.wait(async () => words.test(await says()), PATIENCE, `it does not say ${words}`);
    const submit = async (form, fields) => {
      for (const [field, value] of Object.entries(fields)) {
        const input = await find(`#${form} [name=${field}]`);
        if (field !== "document") await input.clear();
        await input.sendKeys(value);
      }
      await find(`#${form} button`).click();
    };
    const queued = async () => {
      await waitFor(/^Queued as /);
      const [, id] = /^Queued as (\S+)\.$/.exec(await says());
      const [message] = await admin.sandbox.messages(`id:${id}`);
      return message;
    };
    const sendText = (message, number = "+1 202-555-0101") => submit("text", { number, message });
    /** What the page sends along, of which a page of another origin has nothing. */
    const session = async () => {
      const cookie = `session=${(await driver.manage().getCookie("session")).value}`;
      const response = await fetch(`${admin.url}/session`, { headers: { cookie } });
      return { cookie, "x-csrf-token": (await response.json()).token };
    };
    /** axe finds nothing. */
    const passes = async (state) => {
      await driver.executeScript(axe);
      const { violations } = await inPage(driver, () => globalThis.axe.run());
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), [], state);
    };

    test("logs in by the right password alone", async () => {
      await driver.wait(() => find("#login").isDisplayed(), PATIENCE);
      await passes("logged out");
      await submit("login", { name: "admin", password: "wrong" });
      await waitFor(/is wrong/);
      assert.equal(await find("#desk").isDisplayed(), false);
      await submit("login", { name: "admin", password: PASSWORD });
      await waitFor(/logged in/);
      assert.equal(await find("#login").isDisplayed(), false);
      await passes("logged in");
      assert.equal(await driver.executeScript("return document.cookie"), "");
    });

    test("sends a text", async () => {
      await sendText(`From ${name}`);
      const { kind, number, message } = await queued();
      assert.deepEqual([kind, number, message], ["text", "12025550101", `From ${name}`]);
    });

    test("sends a document, with a progress that never falls and ends at its size", async () => {
      await driver.executeScript(() => {
        const bar = document.querySelector("progress");
        window.seen = [];
        new MutationObserver(() => window.seen.push([bar.value, bar.max])).observe(bar, { attributes: true });
      });
      await submit("document", { number: "12025550102", document: large, caption: "Page 2" });
      const { id, number, caption } = await queued();
      assert.deepEqual([number, caption], ["12025550102", "Page 2"]);
      const kept = await admin.sandbox.fetch(`http://sandbox/_sandbox/messages/${id}/media`);
      assert.ok(Buffer.from(await kept.arrayBuffer()).equals(await readFile(large)));
      const seen = await driver.executeScript("return window.seen");
      assert.ok(seen.every(([value], index) => index === 0 || value >= seen[index - 1][0]), String(seen));
      assert.deepEqual(seen.at(-1), [SIZE, SIZE]);
    });

    test("says what is wrong, whether anything was sent, and leads to the field", async () => {
      await admin.reachesNothing(async () => {
        await sendText("Hello", "0202");
        await waitFor(/^invalid_input: .*country code.*safe to send it again/);
      });
      assert.equal(await driver.executeScript("return document.activeElement === document.forms.text.elements.number"), true);
      admin.sandbox.faults.add({ times: 1, action: "status", status: 500, when: "after" });
      await sendText("Perhaps");
      await waitFor(/^api_error: .*may have been sent/);
    });

    test("runs no script of anybody else", async () => {
      const ran = await driver.executeScript(() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
        return window.ran;
      });
      assert.equal(ran ?? false, false);
    });

    test("of another origin can neither send nor read the token", async (t) => {
      const other = createServer((_, response) => response.setHeader("content-type", "text/html").end("<title>x</title>")).listen(0, "127.0.0.1");
      await once(other, "listening");
      t.after(() => {
        other.close();
        other.closeAllConnections();
      });
      const { "x-csrf-token": token } = await session();
      await driver.get(`http://127.0.0.1:${other.address().port}`);
      await admin.reachesNothing(async () => {
        const got = await inPage(
          driver,
          async (url, path, body, token) => {
            const ask = (path, init) =>
              fetch(url + path, { credentials: "include", ...init }).then(
                ({ type, status }) => `${type} ${status}`,
                () => "refused",
              );
            const headers = { "content-type": "application/json", "x-csrf-token": token };
            const plain = { method: "POST", mode: "no-cors", body };
            return [await ask("/session"), await ask(path, { method: "POST", headers, body }), await ask(path, plain)];
          },
          tap.url,
          TEXT,
          MESSAGE,
          token,
        );
        assert.deepEqual(got, ["refused", "refused", "opaque 0"]);
      });
      await driver.get(tap.url);
    });

    test("keeps its session when it is opened anew, and asks to log in where that has ended elsewhere", async () => {
      await driver.wait(() => find("#desk").isDisplayed(), PATIENCE);
      await fetch(`${admin.url}/session`, { method: "DELETE", headers: await session() });
      await admin.reachesNothing(async () => {
        await sendText("Too late");
        await waitFor(/session has ended/);
      });
      assert.equal(await find("#login").isDisplayed(), true);
    });

    test("logs out, and forgets what was typed", async () => {
      await submit("login", { name: "admin", password: PASSWORD });
      await waitFor(/logged in/);
      await find("#logout").click();
      await waitFor(/logged out/);
      assert.equal(await find("#desk").isDisplayed(), false);
      assert.equal(await driver.executeScript("return document.forms.text.elements.message.value"), "");
      await driver.get(tap.url);
      await driver.wait(() => find("#login").isDisplayed(), PATIENCE);
    });

    test("was given no credential of the API, in no file, answer or header", () => {
      const given = tap.given();
      assert.match(given, /<title>Messages/);
      assert.match(given, /"status": ?"queued"/);
      for (const credential of Object.values(CREDENTIALS)) {
        for (const form of [credential, btoa(credential)]) assert.ok(!given.includes(form), form);
      }
    });
  });
}
