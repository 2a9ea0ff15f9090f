import assert from "node:assert/strict";
import { test } from "node:test";

/** Switches a fault on, and waits until the sandbox has it. */
async function arm({ page, sites }, fault) {
  await page.driver.executeScript("document.getElementById('faults').open = true");
  const input = await page.find(`[data-fault=${fault}]`);
  await input.click();
  await page.waitFor("fault", () => sites.sandbox.faults.list().some(({ used }) => used === 0));
  return input;
}

/** What the client does when something goes wrong, as the page shows it. */
export function faulty({ context }) {
  test("an answer that never comes: the client gives up, and the message is there all the same", async () => {
    const { page, sites } = context;
    await page.call("WhatsApp", "Text", "People");
    await page.driver.executeScript("document.querySelector('.options').open = true");
    await page.fill("options.timeout", "1");
    const input = await arm(context, "hang");
    await page.fill("message", "Into the void");
    const [{ state, said, delivery }] = await page.send();
    assert.deepEqual([state, said, delivery], ["failed", "timeout", "unknown"]);
    const [message] = await sites.sandbox.messages('"Into the void"');
    await page.bubble(message.id);
    await page.waitFor("the switch to be off", async () => !(await input.isSelected()));
    await page.fill("options.timeout", "10");
  });

  test("a send that is cancelled halfway may have arrived", async () => {
    const { page } = context;
    await arm(context, "slow");
    const before = await page.outcomes();
    await page.press();
    await page.waitFor("sending", async () => (await page.outcomes()) > before && (await page.rows())[0]?.state === "working");
    await page.find(".outcomes .bar-row button").click();
    const [{ said, delivery }] = await page.outcome(before);
    assert.deepEqual([said, delivery], ["aborted", "unknown"]);
  });

  test("429: the client tries again by itself, and once is enough", async () => {
    const { page, sites } = context;
    await page.fill("message", "Once is enough");
    await arm(context, "busy");
    const [{ state, detail }] = await page.send();
    assert.equal(state, "done");
    assert.match(detail, /Attempt 1/);
    assert.equal((await sites.sandbox.messages('"Once is enough"')).length, 1);
  });

  test("a quota that is used up: certainly not sent", async () => {
    const { page } = context;
    await arm(context, "quota");
    const [{ said, delivery }] = await page.send();
    assert.deepEqual([said, delivery], ["quota_exceeded", "not-sent"]);
    await page.fill("message", "Hello from the sandbox");
  });
}
