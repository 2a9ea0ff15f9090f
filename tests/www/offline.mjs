import assert from "node:assert/strict";
import { test } from "node:test";

/** The page on a host of files, with its sandbox inside, and then with no network at all. */
export function offline({ context }) {
  test("a host of files is enough, and what was loaded goes on without it", async () => {
    const { page, sites } = context;
    await page.open(sites.filesUrl, "Sandbox in this page");
    await page.waitFor("word that the network may go", async () => {
      const panel = await page.driver.executeScript("return document.getElementById('connection-panel').textContent");
      return panel.includes("the network may go");
    });
    sites.closeFiles();
    assert.deepEqual(sites.missing, []);
    const { length } = await sites.sandbox.messages();

    await page.call("WhatsApp", "Picture", "People");
    await page.holds("image", "photo.jpg");
    await page.bubble(await page.queue());
    await page.waitFor("picture on the phone", () => page.driver.executeScript("return document.querySelector('.bubble img')?.naturalWidth === 640"));
    await page.call("PDF to text", "Extract");
    assert.match((await page.send())[0].detail, /Quarterly report/);
    await page.call("PDF to text", "Submit and wait");
    assert.match((await page.send())[0].detail, /Quarterly report/);
    // All of that stayed in the page.
    assert.equal((await sites.sandbox.messages()).length, length);
  });
}
