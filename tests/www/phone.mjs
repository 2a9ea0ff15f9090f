import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const HEADERS = { "x-wm-client-id": "me", "x-wm-client-secret": "any-secret", "content-type": "application/json" };

/** A message that comes from elsewhere. */
export async function arrive({ sites }, path, fields) {
  const init = { method: "POST", headers: HEADERS, body: JSON.stringify(fields) };
  const response = await sites.sandbox.fetch(`${sites.url}v3/${path}/message/1`, init);
  const { id, error_message: fault } = await response.json();
  assert.equal(fault, undefined);
  return id;
}

const base64 = (text) => Buffer.from(text).toString("base64");

/** What the phone shows. */
export function phone({ context }) {
  test("a message from elsewhere appears by itself, and again with how often it came", async () => {
    const { page } = context;
    const fields = { number: "12025550110", message: "From elsewhere" };
    for (let time = 1; time <= 3; time += 1) {
      const shown = await page.bubble(await arrive(context, "telegram/single/text", fields));
      assert.equal((await page.driver.executeScript("return arguments[0].textContent", shown)).includes(`received ${time} times`), time > 1);
    }
    assert.equal(await page.text("#screen h3"), "12025550110");
  });

  test("the sandbox's own words search it, and a wrong one is told", async () => {
    const { page } = context;
    await arrive(context, "whatsapp/group/text", { group_name: "Book Club", group_admin: "12025550120", message: "Chapter one" });
    const id = await arrive(context, "whatsapp/group/text", { group_name: "Book Club", group_admin: "12025550120", message: "Chapter two" });
    await page.bubble(id);
    await page.search('group:"book club" two');
    await page.waitFor("one bubble", async () => (await page.bubbles()).length === 1);
    const later = await arrive(context, "whatsapp/group/text", { group_name: "Book Club", group_admin: "12025550120", message: "Two more" });
    await page.bubble(later);
    await page.search("group:nobody");
    await page.waitFor("word that nothing matches", async () => (await page.text("#screen .empty")).includes("group:nobody"));
    await page.search("kind:smell");
    await page.waitFor("fault", async () => (await page.text("#search .error")).includes("kind"));
    await page.search("group:book");
    await page.waitFor("three bubbles", async () => (await page.bubbles()).length === 3);
    await page.find("#search button").click();
    await page.waitFor("no bubble", async () => (await page.bubbles()).length === 0);
    assert.deepEqual(await context.sites.sandbox.messages("group:book"), []);
    assert.notEqual((await context.sites.sandbox.messages()).length, 0);
    await page.search("");
    await page.waitFor("chats", () => page.driver.executeScript("return document.querySelectorAll('.chats li, .bubble').length > 0"));
  });

  test("a bubble shows its message as it was received", async () => {
    const { page } = context;
    const shown = await page.bubble(await arrive(context, "whatsapp/single/text", { number: "12025550101", message: "Raw?" }));
    await page.driver.executeScript("arguments[0].querySelector('button').click()", shown);
    assert.match(await page.text("#raw"), /"message": "Raw\?"/);
    const other = await page.bubble(await arrive(context, "whatsapp/single/text", { number: "12025550101", message: "Anywhere?" }));
    await page.driver.executeScript("arguments[0].querySelector('p').click()", other);
    assert.match(await page.text("#raw"), /"message": "Anywhere\?"/);
  });

  test("a recording plays", async (t) => {
    const { page, engine } = context;
    if (engine.name === "WebKit") {
      t.skip("no codec for it here");
      return;
    }
    const audio = await readFile(new URL("../../examples/media/jingle.mp3", import.meta.url), "base64");
    const shown = await page.bubble(await arrive(context, "telegram/single/audio", { number: "12025550111", audio, filename: "jingle.mp3" }));
    await shown.findElement({ css: ".play" }).click();
    await page.waitFor("end of the recording", async () => (await page.driver.executeScript("return arguments[0].querySelector('.time').textContent", shown)) === "0:02");
  });

  test("nothing that comes can run", async () => {
    const { page } = context;
    const markup = '<img src=x onerror="window.ran=1"><script>window.ran=1</script><svg onload="window.ran=1">';
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="top.ran=1"><script>top.ran=1</script></svg>';
    const html = "<!doctype html><script>top.ran=1</script>";
    const to = { number: "12025550130" };
    const ids = [
      await arrive(context, "whatsapp/single/text", { ...to, message: markup }),
      await arrive(context, "whatsapp/single/text", { ...to, message: "see javascript:window.ran=1 and data:text/html,x" }),
      await arrive(context, "whatsapp/single/url", { ...to, url: "javascript:window.ran=1" }),
      await arrive(context, "whatsapp/single/url", { ...to, url: "https://example.com/?a=1" }),
      await arrive(context, "whatsapp/single/image", { ...to, image: base64(svg), caption: markup }),
      await arrive(context, "whatsapp/single/document", { ...to, document: base64(html), filename: "page.html" }),
      await arrive(context, "whatsapp/single/text", { number: "12025550131", message: markup }),
      await arrive(context, "whatsapp/group/text", { group_name: markup, group_admin: "12025550100", message: markup }),
    ];
    await page.bubble(ids.at(-1));
    await page.driver.executeScript("document.querySelector('.back').click()");
    await page.waitFor("chats", () => page.driver.executeScript("return document.querySelectorAll('.chats li').length > 2"));
    await page.driver.executeScript("[...document.querySelectorAll('.chats button')].find((b) => b.textContent.includes('12025550130')).click()");
    await page.bubble(ids[5]);
    const links = await page.driver.executeScript(() =>
      [...document.querySelectorAll("#screen a")].map((link) => [link.protocol, link.rel, link.target].join(" ")),
    );
    assert.deepEqual(links, ["https: noopener noreferrer _blank"]);
    // It is saved, whatever it is; the browser's own window for that would take the keys from what comes next.
    await page.driver.executeScript(() => {
      window.HTMLAnchorElement.prototype.click = function () {
        window.saved = [this.protocol, this.download];
      };
      document.querySelector(".bubble[data-kind=document] .card").click();
    });
    await page.waitFor("file to save", () => page.driver.executeScript("return window.saved !== undefined"));
    assert.deepEqual(await page.driver.executeScript("return window.saved"), ["blob:", "page.html"]);
    assert.equal(await page.driver.executeScript("return window.ran"), null);
    assert.equal(await page.driver.executeScript("return document.querySelectorAll('#screen :is(script, svg, iframe, object)').length"), 0);
  });
}
