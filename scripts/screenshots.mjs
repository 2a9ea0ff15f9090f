// `npm run screenshots`: pictures of the page in light, dark and narrow, into docs/screenshots/.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { browsers } from "../tests/page/browsers.mjs";
import { Console } from "../tests/www/console.mjs";
import { Failure, report, root } from "./lib/run.mjs";
import { page as pages } from "./lib/site.mjs";

const FOLDER = join(root, "docs/screenshots");
const WIDE = { width: 1440, height: 1080 };
const NARROW = { width: 500, height: 1040 };

/** What is on the phone: sent by the page's own form would take a minute. */
const SENT = [
  ["telegram/group/text", { group_name: "Muscle Men", group_admin: "12025550100", message: "Tomorrow at seven, as ever" }],
  ["telegram/single/document", { number: "12025550102", filename: "report.pdf", caption: "As promised", document: "report.pdf" }],
  ["telegram/single/voice_note", { number: "12025550102", filename: "voice-note.opus", voice_note: "voice-note.opus" }],
  ["telegram/single/text", { number: "12025550102", message: "More at https://example.com/lake" }],
  ["whatsapp/single/text", { number: "12025550101", message: "Your parcel has arrived." }],
  ["whatsapp/single/text", { number: "12025550101", message: "Your parcel has arrived." }],
];
const FILES = ["document", "voice_note", "image"];

async function fill(sandbox) {
  const headers = { "x-wm-client-id": "me@example.com", "x-wm-client-secret": "sandbox-secret", "content-type": "application/json" };
  for (const [path, fields] of SENT) {
    const body = { ...fields };
    for (const name of FILES.filter((name) => name in fields)) {
      body[name] = await readFile(join(root, "examples/media", fields[name]), "base64");
    }
    const response = await sandbox.fetch(`http://sandbox.invalid/v3/${path}/message/1`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) {
      throw new Failure(await response.text());
    }
  }
}

async function screenshots() {
  // Not at the top: without a build there is none.
  const { createSandbox } = await import("../sandbox/pkg/index.js");
  const sandbox = await createSandbox();
  const { url } = await sandbox.listen({ port: 0, pages });
  const driver = await browsers.chrome(["--hide-scrollbars", "--force-device-scale-factor=1"]);
  const page = new Console(driver);
  const shoot = async (name, size) => {
    await driver.manage().window().setRect(size);
    await driver.executeScript("document.activeElement.blur(); scrollTo(0, 0)");
    await driver.sleep(500);
    await writeFile(join(FOLDER, `${name}.png`), await driver.takeScreenshot(), "base64");
    console.log(`docs/screenshots/${name}.png`);
  };
  try {
    await mkdir(FOLDER, { recursive: true });
    await fill(sandbox);
    await driver.manage().window().setRect(WIDE);
    await page.open(url);
    const nextTheme = () => page.find("#theme").click();
    await nextTheme(); // light
    await page.call("WhatsApp", "Picture", "People");
    await page.holds("image", "photo.jpg");
    await page.fill("caption", "The lake this morning");
    await page.bubble(await page.queue());
    await shoot("light", WIDE);
    await nextTheme(); // dark
    await page.call("Telegram", "Voice note", "People");
    await page.fill("number", "12025550102");
    await page.fill("caption", "");
    await page.holds("voiceNote", "voice-note.opus");
    await page.bubble(await page.queue());
    await shoot("dark", WIDE);
    await nextTheme();
    await nextTheme();
    await driver.executeScript("document.querySelector('.tabs [data-pane=phone]').click()");
    await shoot("narrow", NARROW);
  } finally {
    await driver.quit();
    await sandbox.close();
  }
}

await screenshots().catch(report);
