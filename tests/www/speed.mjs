import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { arrive } from "./phone.mjs";

const MESSAGES = 1000;
const FRAMES = 100;
const BUDGET = 200_000;
/** What a busy machine may take, in ms; the figures themselves are printed. */
const AT_MOST = 3000;

/** How much is loaded, and how fast it is then. */
export function speed({ context }) {
  test("the first load is within its budget, and the sandbox of the page is no part of it", async (t) => {
    const { page, sites, engine } = context;
    const logged = async () => (engine.name === "Chromium" ? (await page.driver.manage().logs().get("browser")).map(({ message }) => message) : []);
    await logged();
    await page.open(sites.url);
    assert.deepEqual(await logged(), []);
    const shift = await page.driver.executeAsyncScript((done) => {
      if (!PerformanceObserver.supportedEntryTypes.includes("layout-shift")) {
        done(0);
        return;
      }
      new PerformanceObserver((list) => done(list.getEntries().reduce((sum, { value }) => sum + value, 0))).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(0), 500);
    });
    t.diagnostic(`layout shift ${shift.toFixed(3)}`);
    assert.ok(shift < 0.05, `layout shift ${shift}`);
    let count;
    // What is loaded behind the first sight is part of it.
    await page.waitFor("end of the loading", async () => {
      const before = count;
      await page.driver.sleep(300);
      count = await page.driver.executeScript("return performance.getEntriesByType('resource').length");
      return count === before;
    });
    const { urls, interactive, blocking } = await page.driver.executeScript(() => {
      const [navigation] = performance.getEntriesByType("navigation");
      const resources = performance.getEntriesByType("resource");
      return {
        urls: [location.href, ...resources.map(({ name }) => name)].filter((name) => !/\/(_sandbox|v1|v3)\//.test(name)),
        interactive: Math.round(performance.getEntriesByName("interactive")[0].startTime - navigation.requestStart),
        blocking: resources.filter(({ renderBlockingStatus, name }) => renderBlockingStatus === "blocking" && !name.endsWith(".css")).map(({ name }) => name),
      };
    });
    assert.deepEqual(urls.filter((url) => url.includes("/sandbox/")), []);
    assert.deepEqual(blocking, []);
    const contents = await Promise.all([...new Set(urls)].map(async (url) => Buffer.from(await (await fetch(url)).arrayBuffer())));
    const gzip = contents.reduce((sum, file) => sum + gzipSync(file).length, 0);
    t.diagnostic(`${contents.length} files, ${(gzip / 1000).toFixed(1)} kB gzip, interactive after ${interactive} ms`);
    assert.ok(gzip < BUDGET, `${gzip} bytes`);
    assert.ok(interactive < AT_MOST, `${interactive} ms`);
  });

  test(`${MESSAGES} messages scroll, and another one shows at once`, async (t) => {
    const { page, sites } = context;
    await sites.sandbox.reset();
    const to = { number: "12025550150" };
    for (let count = 1; count < MESSAGES; count += 1) {
      await arrive(context, "whatsapp/single/text", { ...to, message: `Message ${count}: ${"word ".repeat(count % 40)}` });
    }
    const start = performance.now();
    await page.open(sites.url);
    await page.waitFor("all bubbles", async () => (await page.driver.executeScript("return document.querySelectorAll('.bubble').length")) === MESSAGES - 1);
    t.diagnostic(`page with ${MESSAGES - 1} messages there after ${Math.round(performance.now() - start)} ms`);

    const frames = await page.driver.executeAsyncScript((most, done) => {
      const scroller = document.querySelector(".scroller");
      const times = [];
      let last;
      const step = (now) => {
        times.push(now - (last ?? now));
        last = now;
        scroller.scrollTop -= 400;
        if (scroller.scrollTop > 0 && times.length < most) {
          requestAnimationFrame(step);
        } else {
          done(times.slice(1).sort((one, other) => one - other));
        }
      };
      requestAnimationFrame(step);
    }, FRAMES);
    const [median, slow] = [0.5, 0.95].map((share) => frames[Math.floor(frames.length * share)].toFixed(1));
    t.diagnostic(`scrolled ${frames.length} frames, median ${median} ms, 95 % within ${slow} ms`);
    assert.ok(frames.length > 20, `${frames.length} frames`);

    await page.driver.executeScript(() => {
      const scroller = document.querySelector(".scroller");
      scroller.scrollTop = scroller.scrollHeight;
      window.seen = new Promise((resolve) => {
        new MutationObserver((records) => {
          const added = records.flatMap(({ addedNodes }) => [...addedNodes]).find((node) => node.classList?.contains("bubble"));
          // Once it has been painted.
          if (added) requestAnimationFrame(() => setTimeout(() => resolve({ at: Date.now(), id: added.dataset.id })));
        }).observe(document.getElementById("screen"), { childList: true, subtree: true });
      });
    });
    const sent = Date.now();
    const id = await arrive(context, "whatsapp/single/text", { ...to, message: "One more" });
    const seen = await page.driver.executeAsyncScript((done) => window.seen.then(done));
    assert.equal(seen.id, id);
    t.diagnostic(`a new message is painted after ${seen.at - sent} ms`);
    assert.ok(seen.at - sent < AT_MOST, `${seen.at - sent} ms`);
    const isSeen = await page.driver.executeScript(() => {
      const scroller = document.querySelector(".scroller");
      return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 2;
    });
    assert.ok(isSeen, "the chat goes along with what comes");
  });
}
