import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";

/** What becomes of what is sent. */
export function outcomes({ context }) {
  test("several recipients have a row each, and the wrong one is told beside the field", async () => {
    const { page, sites } = context;
    await page.call("WhatsApp", "Text", "People");
    await page.fill("number", "12025550101\n+1 202-555-0102\n0202");
    const rows = await page.send();
    assert.deepEqual(
      rows.map(({ name, said }) => [name, said]),
      [
        ["12025550101", "queued"],
        ["+1 202-555-0102", "queued"],
        ["0202", "invalid_input"],
      ],
    );
    assert.match(await page.fault("number"), /^a phone number .*country code/);
    assert.equal((await sites.sandbox.messages(`id:${rows[1].detail}`))[0].number, "12025550102");
    await page.fill("number", "12025550101");
    assert.equal(await page.fault("number"), "");
  });

  test("each of several recipients has the request, the answer and the attempts that are its own", async () => {
    const { page, sites } = context;
    sites.sandbox.faults.add(...["12025550102", "12025550103"].map((to) => ({ match: `to:${to}`, times: 1, action: "status", status: 429 })));
    await page.call("Telegram", "Document", "People");
    await page.fill("number", "12025550101\n1 202 555 0102\n12025550103\n12025550103");
    const rows = await page.send();
    assert.deepEqual(rows.map(({ said }) => said), ["queued", "queued", "queued", "queued"]);
    assert.deepEqual(rows.map(({ detail }) => /Attempt 1: .*429/.test(detail)), [false, true, true, false]);
    assert.equal(new Set(rows.map(({ detail }) => detail)).size, rows.length);
    for (const [index, { name, detail }] of rows.entries()) {
      const id = /[-\w]{36}$/.exec(detail)[0];
      await page.find(`.outcomes > li:first-child li:nth-child(${index + 1}) button.link`).click();
      await page.waitFor("answer", async () => (await page.text("#raw")).includes(id));
      assert.match(await page.text("#raw"), new RegExp(`"number":"${name.replaceAll(" ", "")}"`));
    }
    await page.call("WhatsApp", "Text", "People");
    await page.fill("number", "12025550101");
  });

  test("an option that no call can have is told beside its field, to several, too", async () => {
    const { page } = context;
    await page.fill("number", "12025550101\n12025550102");
    await page.fill("options.timeout", "-1");
    assert.deepEqual((await page.send()).map(({ said }) => said), ["invalid_input", "invalid_input"]);
    assert.notEqual(await page.fault("options.timeout"), "");
    await page.fill("options.timeout", "10");
  });

  test("a list that is cancelled tells of each recipient what is known", async (t) => {
    const { page, sites } = context;
    t.after(() => sites.sandbox.faults.clear());
    sites.sandbox.faults.add({ match: "to:1202555011", action: "hang", when: "after" });
    const before = await page.outcomes();
    await page.fill("number", Array.from({ length: 10 }, (_, index) => `1202555011${index}`).join("\n"));
    await page.press();
    await page.waitFor("calls", async () => (await page.rows()).filter(({ state }) => state === "working").length === 8);
    assert.equal(await page.text(".outcomes .bar-row label"), "0 of 10 finished");
    await page.find(".outcomes .bar-row button").click();
    const rows = await page.outcome(before);
    assert.deepEqual(
      rows.map(({ said, delivery }) => `${said} ${delivery}`),
      [...Array(8).fill("aborted unknown"), ...Array(2).fill("aborted not-sent")],
    );
    for (const number of ["12025550118", "12025550119"]) assert.deepEqual(await sites.sandbox.messages(`to:${number}`), []);
    await page.fill("number", "12025550101");
  });

  test("each field tells its own error", async () => {
    const { page } = context;
    await page.call("WhatsApp", "Text", "A group");
    for (const [name, wrong, right] of [
      ["message", "", "Hello"],
      ["groupName", "", "Muscle Men"],
      ["groupAdmin", "x", "12025550100"],
    ]) {
      await page.fill(name, wrong);
      const [{ said }] = await page.send();
      assert.equal(said, "invalid_input");
      assert.notEqual(await page.fault(name), "", name);
      assert.equal(await page.find(`[name=${name}]`).getAttribute("aria-invalid"), "true");
      await page.fill(name, right);
    }
  });

  test("what is under way can be cancelled", async (t) => {
    const { page } = context;
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    t.after(() => {
      silent.close();
      silent.closeAllConnections();
    });
    await page.call("PDF to text", "Extract");
    const sample = await page.find("[name=pdf]").getAttribute("value");
    await page.fill("pdf", `http://127.0.0.1:${silent.address().port}/never.pdf`);
    const before = await page.outcomes();
    const asked = once(silent, "request", { signal: AbortSignal.timeout(15_000) });
    await page.press();
    await asked;
    assert.equal((await page.rows())[0].state, "working");
    assert.equal(await page.text(".outcomes .bar-row label"), "0 of 1 finished");
    await page.find(".outcomes .bar-row button").click();
    const [{ state, said }] = await page.outcome(before);
    assert.deepEqual([state, said], ["cancelled", "aborted"]);
    await page.fill("pdf", sample);
  });

  test("the raw request is shown, without the secret", async () => {
    const { page } = context;
    await page.call("WhatsApp", "Text", "People");
    const id = await page.queue();
    await page.waitFor("answer", async () => (await page.text("#raw")).includes(id));
    const raw = await page.text("#raw");
    assert.match(raw, /POST .*\/v3\/whatsapp\/single\/text\/message\/1/);
    assert.match(raw, /X-WM-CLIENT-SECRET: •/);
    assert.match(raw, /"number":"12025550101"/);
    const all = await page.driver.executeScript("return document.body.textContent + document.documentElement.outerHTML");
    assert.doesNotMatch(all, /sandbox-secret/);
  });
}
