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

/** Whether the end of a bubble is inside the phone's screen. */
function inSight(bubble) {
  const { bottom } = document.querySelector(".scroller").getBoundingClientRect();
  return bubble.querySelector("img") !== null && bubble.getBoundingClientRect().bottom <= bottom + 1;
}

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
    // A window may take its size later than its driver says.
    const resized = async (size, display) => {
      await page.driver.manage().window().setRect(size);
      const shown = "return getComputedStyle(document.querySelector('.tabs')).display";
      await page.waitFor("other layout", async () => (await page.driver.executeScript(shown)) === display);
    };
    await resized({ width: 500, height: 900 }, "grid");
    for (const pane of ["compose", "insight", "phone"]) {
      await page.find(`.tabs [data-pane=${pane}]`).click();
      assert.equal(await page.find(`#${pane}`).isDisplayed(), true);
      assert.ok((await overflow(page)) <= 0, pane);
      assert.deepEqual(await findings(page), []);
    }
    await page.find(".tabs [data-pane=compose]").click();
    await page.call("WhatsApp", "Picture", "People");
    const id = await page.queue();
    await page.find(".tabs [data-pane=phone]").click();
    const last = await page.bubble(id);
    await page.waitFor("the picture in sight", () => page.driver.executeScript(inSight, last));
    await page.find(".tabs [data-pane=compose]").click();
    await resized({ width, height }, "none");
  });

  test("from right to left, nothing leaves the page, and code stays as it is", async () => {
    const { page } = context;
    const x = "return document.getElementById('phone').getBoundingClientRect().x";
    const before = await page.driver.executeScript(x);
    await page.driver.executeScript("document.documentElement.dir = 'rtl'");
    assert.ok((await page.driver.executeScript(x)) < before);
    assert.ok((await overflow(page)) <= 0);
    assert.equal(await page.driver.executeScript("return getComputedStyle(document.querySelector('.code')).direction"), "ltr");
    await page.driver.executeScript("document.documentElement.dir = 'ltr'");
  });

  test("who wants less motion gets none", async (t) => {
    const { page, engine } = context;
    if (engine.name !== "Chromium") {
      t.skip("only Chromium's driver can say so");
      return;
    }
    const prefer = (value) => page.driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { features: [{ name: "prefers-reduced-motion", value }] });
    const moving = () =>
      page.driver.executeScript(() =>
        [...document.querySelectorAll("*")].filter((element) =>
          ["", "::before", "::after"].some((part) => {
            const { transitionDuration, animationName } = getComputedStyle(element, part);
            return parseFloat(transitionDuration) > 0 || animationName !== "none";
          }),
        ).length,
      );
    assert.notEqual(await moving(), 0);
    await prefer("reduce");
    assert.equal(await moving(), 0);
    await prefer("");
  });

  test("nothing of it is written down, but the theme", async () => {
    const { page } = context;
    const [local, session, address] = await page.driver.executeScript("return [Object.keys(localStorage), Object.keys(sessionStorage), location.href]");
    assert.deepEqual([local.filter((key) => key !== "theme"), session, address], [[], [], context.sites.url]);
  });
}
