import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { test } from "node:test";

const PEOPLE = { to: "People", fields: { number: "12025550101" } };
const GROUP = { to: "A group", fields: { group_name: "Muscle Men", group_admin: "12025550100" } };
const NAMED = { to: "A group", fields: { group_name: "Muscle Men" } };

const text = { kind: "text", fields: { message: "Hello from the sandbox" } };
const url = { kind: "url", fields: { url: "https://example.com/menu?day=1&table=2" } };
const image = { kind: "image", fields: {}, file: "photo.jpg" };
const named = (kind, filename) => ({ kind, fields: { filename, originalFilename: filename }, file: filename });
const document = named("document", "report.pdf");

/** The 18 sends: what is pressed, and what the sandbox must have then. */
const SENDS = [
  ["WhatsApp", "Text", PEOPLE, text],
  ["WhatsApp", "Text", GROUP, text],
  ["WhatsApp", "Link", PEOPLE, url],
  ["WhatsApp", "Link", GROUP, url],
  ["WhatsApp", "Picture", PEOPLE, image],
  ["WhatsApp", "Picture", NAMED, image],
  ["WhatsApp", "Document", PEOPLE, document],
  ["WhatsApp", "Document", NAMED, document],
  ["Telegram", "Text", PEOPLE, text],
  ["Telegram", "Text", GROUP, text],
  ["Telegram", "Picture", PEOPLE, image],
  ["Telegram", "Picture", GROUP, image],
  ["Telegram", "Document", PEOPLE, document],
  ["Telegram", "Document", GROUP, document],
  ["Telegram", "Audio", PEOPLE, named("audio", "jingle.mp3")],
  ["Telegram", "Audio", GROUP, named("audio", "jingle.mp3")],
  ["Telegram", "Voice note", PEOPLE, named("voice_note", "voice-note.opus")],
  ["Telegram", "Voice note", GROUP, named("voice_note", "voice-note.opus")],
];

const HELD = { image: "image", document: "document", audio: "audio", voice_note: "voiceNote" };

/** Every one of the 24 calls, with what stands in the form. */
export function everyCall({ context }) {
  for (const [service, label, recipient, { kind, fields, file }] of SENDS) {
    test(`${service}: ${label.toLowerCase()} to ${recipient.to.toLowerCase()}`, async () => {
      const { page, sites } = context;
      await page.call(service, label, recipient.to);
      if (file) {
        await page.holds(HELD[kind], file);
      }
      const id = await page.queue();
      const [message] = await sites.sandbox.messages(`id:${id}`);
      const path = `/v3/${service.toLowerCase()}/${recipient === PEOPLE ? "single" : "group"}/${kind}/message/1`;
      const { media, receivedAt, received, duplicate, ...rest } = message;
      assert.ok(receivedAt && received && duplicate !== undefined);
      const expected = { id, service: service.toLowerCase(), instance: 1, kind, path, ...recipient.fields, ...fields };
      assert.deepEqual(rest, expected);
      if (file) {
        const sent = await readFile(new URL(`../../examples/media/${file}`, import.meta.url));
        assert.equal(media.size, sent.length);
        const kept = await sites.sandbox.fetch(`${sites.url}_sandbox/messages/${id}/media`);
        assert.ok(sent.equals(Buffer.from(await kept.arrayBuffer())));
      }
      await page.bubble(id);
    });
  }

  test("translation, with languages to choose from", async () => {
    const { page } = context;
    await page.call("Translation", "Translate");
    const languages = "return document.querySelectorAll('#form datalist option').length";
    await page.waitFor("languages", async () => (await page.driver.executeScript(languages)) > 100);
    const [{ state, detail }] = await page.send();
    assert.deepEqual([state, detail], ["done", "[es] Good morning"]);
  });

  test("the supported languages", async () => {
    const { page } = context;
    await page.call("Translation", "List languages");
    const [{ state, detail }] = await page.send();
    assert.equal(state, "done");
    assert.match(detail, /^es {2}Spanish$/m);
  });

  test("the text of a PDF at once", async () => {
    const { page } = context;
    await page.call("PDF to text", "Extract");
    assert.match((await page.send())[0].detail, /Quarterly report/);
  });

  test("a job that is submitted, checked, and gives its text", async () => {
    const { page } = context;
    await page.call("PDF to text", "Submit");
    const [submitted] = await page.send();
    assert.equal(submitted.said, "submitted");
    await page.call("PDF to text", "Check");
    await page.waitFor("end of the job", async () => (await page.send())[0].said === "Completed");
    await page.call("PDF to text", "Get the text");
    assert.match((await page.send())[0].detail, /Quarterly report/);
  });

  test("a job, shown until its end", async (t) => {
    const { page } = context;
    const pdf = await readFile(new URL("../../examples/media/report.pdf", import.meta.url));
    // The PDF comes only when the page has been seen to wait for it.
    const asked = [];
    const slow = createServer((_, response) => asked.push(response)).listen(0, "127.0.0.1");
    await once(slow, "listening");
    t.after(() => {
      slow.close();
      slow.closeAllConnections();
    });
    await page.call("PDF to text", "Submit and wait");
    const sample = await page.find("[name=pdf]").getAttribute("value");
    await page.fill("pdf", `http://127.0.0.1:${slow.address().port}/report.pdf`);
    const before = await page.outcomes();
    await page.press();
    await page.waitFor("job under way", async () => asked.length > 0 && (await page.rows())[0]?.said === "Processing");
    asked[0].end(pdf);
    assert.match((await page.outcome(before))[0].detail, /Quarterly report/);
    await page.fill("pdf", sample);
  });
}
