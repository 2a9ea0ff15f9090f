import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/** Gives a file of so many bytes to the page, as a user does who drops or pastes it. */
function give(page, way, name, type, size) {
  return page.driver.executeScript(
    (way, name, type, size) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(size).map((_, index) => index % 251)], name, { type }));
      const [target, event] = {
        drop: () => [document.querySelector(".drop"), new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })],
        // Firefox puts no files into a ClipboardEvent that a script makes.
        paste: () => [document.body, Object.assign(new Event("paste", { bubbles: true }), { clipboardData: data })],
      }[way]();
      target.dispatchEvent(event);
    },
    way,
    name,
    type,
    size,
  );
}

async function arrived({ page, sites }) {
  const id = await page.queue();
  const [message] = await sites.sandbox.messages(`id:${id}`);
  const kept = await sites.sandbox.fetch(`${sites.url}_sandbox/messages/${id}/media`);
  return { ...message, bytes: new Uint8Array(await kept.arrayBuffer()) };
}

/** How files come into the form. */
export function files({ context }) {
  for (const way of ["drop", "paste"]) {
    test(`a file comes by ${way}`, async () => {
      const { page } = context;
      await page.call("WhatsApp", "Document", "People");
      await give(page, way, `${way}.bin`, "application/octet-stream", 100_000);
      await page.holds("document", `${way}.bin`);
      const { filename, bytes } = await arrived(context);
      assert.equal(filename, `${way}.bin`);
      assert.deepEqual(bytes, new Uint8Array(100_000).map((_, index) => index % 251));
    });
  }

  test("a file is picked, and another name and a caption go with it", async () => {
    const { page } = context;
    await page.call("Telegram", "Document", "People");
    await page.pick("document", fileURLToPath(new URL("../../examples/media/photo.jpg", import.meta.url)));
    await page.holds("document", "photo.jpg");
    await page.fill("filename", "lake.jpg");
    await page.fill("caption", "The lake");
    const { filename, caption, media } = await arrived(context);
    assert.deepEqual([filename, caption, media.type], ["lake.jpg", "The lake", "image/jpeg"]);
    await page.fill("filename", "");
    await page.fill("caption", "");
  });

  test("a file that is too large is refused before anything is sent, and the field says so", async () => {
    const { page, sites } = context;
    const before = (await sites.sandbox.messages()).length;
    await page.call("WhatsApp", "Picture", "People");
    await give(page, "drop", "huge.jpg", "image/jpeg", 4_718_593);
    await page.holds("image", "huge.jpg");
    assert.match(await page.fault("image"), /4\.7 MB is the most/);
    const [{ state, said, delivery }] = await page.send();
    assert.deepEqual([state, said, delivery], ["failed", "invalid_input", "not-sent"]);
    assert.notEqual(await page.fault("image"), "");
    assert.equal((await sites.sandbox.messages()).length, before);
    await page.driver.executeScript("[...document.querySelectorAll('.drop button')].find((b) => b.textContent === 'Use the sample').click()");
    await page.holds("image", "photo.jpg");
  });

  test("a voice note is recorded", async (t) => {
    const { page, engine } = context;
    if (engine.name !== "Chromium") {
      t.skip("no microphone to pretend");
      return;
    }
    await page.call("Telegram", "Voice note", "People");
    const record = await page.find(".record");
    await record.click();
    await page.waitFor("recording", async () => (await record.getText()).startsWith("Stop (1"));
    await record.click();
    await page.holds("voiceNote", "recording.webm");
    assert.match(await page.text("[data-field=voiceNote] .hint"), /Opus in Ogg/);
    const { kind, filename, bytes } = await arrived(context);
    assert.deepEqual([kind, filename], ["voice_note", "recording.webm"]);
    assert.ok(bytes.length > 1000);
  });
}
