import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { Key } from "selenium-webdriver";
import { overwrite } from "./console.mjs";

const { source } = createRequire(import.meta.url)("axe-core");

/** What axe finds, in short. */
async function findings(page, rules) {
  await page.driver.executeScript(`globalThis.axe ?? (() => { ${source} })()`);
  return page.driver.executeAsyncScript((rules, done) => {
    globalThis.axe.run({ resultTypes: ["violations"], ...(rules && { runOnly: rules }) }).then(({ violations }) =>
      done(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, any }) => `${target} ${any[0]?.message ?? ""}`).join("; ")}`)),
    );
  }, rules);
}

const FORMS = [
  ["WhatsApp", "Picture", "People"],
  ["Telegram", "Voice note", "A group"],
  ["Translation", "Translate"],
  ["PDF to text", "Check"],
];

const setTheme = (page, theme) => page.driver.executeScript("document.documentElement.dataset.theme = arguments[0]", theme);
const overflow = (page) => page.driver.executeScript("return document.documentElement.scrollWidth - document.documentElement.clientWidth");

/** How the page behaves, whoever uses it. */
export function manners({ context }) {
  test("axe finds nothing, in light and dark", async () => {
    const { page, engine } = context;
    // What it finds differs little from engine to engine, and in the others it takes its time.
    const forms = engine.name === "Chromium" ? FORMS : FORMS.slice(0, 1);
    await page.driver.executeScript("document.querySelectorAll('details').forEach((element) => (element.open = true))");
    for (const theme of ["light", "dark"]) {
      await setTheme(page, theme);
      for (const [service, kind, to] of forms) {
        await page.call(service, kind, to);
        await page.send();
        // Colours are all that differs.
        const rules = theme === "dark" ? ["color-contrast"] : undefined;
        assert.deepEqual(await findings(page, rules), [], `${theme}, ${service}`);
      }
    }
    await setTheme(page, "auto");
    await page.driver.executeScript("document.querySelectorAll('details').forEach((element) => (element.open = false))");
  });

  test("the keyboard is enough to send", async () => {
    const { page, sites } = context;
    await page.call("WhatsApp", "Text", "People");
    const before = await page.outcomes();
    await page.driver.executeScript("document.querySelector('#form input:checked').focus()");
    const focus = () => page.driver.switchTo().activeElement();
    await (await focus()).sendKeys(Key.ARROW_RIGHT);
    const service = "return document.getElementById('form').dataset.service";
    assert.equal(await page.driver.executeScript(service), "telegram");
    await (await focus()).sendKeys(Key.ARROW_LEFT);
    assert.equal(await page.driver.executeScript(service), "whatsapp");
    const names = [];
    for (let step = 0; step < 12; step += 1) {
      await (await focus()).sendKeys(Key.TAB);
      const name = await page.driver.executeScript("return document.activeElement.name || document.activeElement.textContent");
      names.push(name);
      if (name === "message") {
        await overwrite(await focus(), "By keys");
      }
      if (name === "Send") {
        await (await focus()).sendKeys(Key.ENTER);
        break;
      }
    }
    assert.equal(names.at(-1), "Send", names.join());
    const [{ detail }] = await page.outcome(before);
    assert.equal((await sites.sandbox.messages(`id:${detail}`))[0].message, "By keys");
  });

  test("a narrow screen shows one pane at a time, all of it within its width", async () => {
    const { page } = context;
    const { width, height } = await page.driver.manage().window().getRect();
    await page.driver.manage().window().setRect({ width: 500, height: 900 });
    for (const pane of ["compose", "insight", "phone"]) {
      await page.find(`.tabs [data-pane=${pane}]`).click();
      assert.equal(await page.find(`#${pane}`).isDisplayed(), true);
      assert.ok((await overflow(page)) <= 0, pane);
      assert.deepEqual(await findings(page), []);
    }
    await page.find(".tabs [data-pane=compose]").click();
    await page.driver.manage().window().setRect({ width, height });
  });

  test("from right to left, nothing leaves the page", async () => {
    const { page } = context;
    const x = "return document.getElementById('phone').getBoundingClientRect().x";
    const before = await page.driver.executeScript(x);
    await page.driver.executeScript("document.documentElement.dir = 'rtl'");
    assert.ok((await page.driver.executeScript(x)) < before);
    assert.ok((await overflow(page)) <= 0);
    await page.driver.executeScript("document.documentElement.dir = 'ltr'");
  });

  test("nothing of it is written down, but the theme", async () => {
    const { page } = context;
    const [local, session, address] = await page.driver.executeScript("return [Object.keys(localStorage), Object.keys(sessionStorage), location.href]");
    assert.deepEqual([local.filter((key) => key !== "theme"), session, address], [[], [], context.sites.url]);
  });
}
