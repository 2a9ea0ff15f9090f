// The encoder and an upload in headless Chromium, against what pages usually do: FileReader's data URL and JSON.
import { browsers, inPage } from "../tests/page/browsers.mjs";
import { servePage } from "../tests/page/server.mjs";

const SIZE = 6.75 * 2 ** 20;
const COUNT = 16;
const AT_ONCE = 4;

/** Runs in the page: MiB/s of each way, in turn. */
async function compare({ origin, size, count, atOnce, rounds }) {
  const { Media, WhatsMate } = globalThis.whatsmate;
  const credentials = { clientId: "client@example.com", clientSecret: "canary-secret-0123456789" };
  const whatsapp = new WhatsMate({ ...credentials, baseUrl: origin }).whatsapp(1);
  const file = new File([new Uint8Array(size).map((_, i) => (i * 2_654_435_761) >>> 13)], "a.pdf");
  const base64 = () =>
    new Promise((resolve) => {
      const reader = new globalThis.FileReader();
      reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
      reader.readAsDataURL(file);
    });
  const headers = { "X-WM-CLIENT-ID": credentials.clientId, "X-WM-CLIENT-SECRET": credentials.clientSecret, "Content-Type": "application/json" };
  const post = async (body) =>
    (await fetch(`${origin}/v3/whatsapp/single/document/message/1`, { method: "POST", headers, body })).json();
  const payload = (document) => JSON.stringify({ number: "12025550123", document, filename: "a.pdf" });
  const ready = new TextEncoder().encode(payload(await base64()));
  const ways = {
    encode: { usual: base64, client: () => Media.encode(file) },
    upload: {
      usual: async () => post(payload(await base64())),
      client: () => whatsapp.sendDocument({ number: "12025550123", document: file }),
      limit: () => post(ready),
    },
  };
  const speed = async (send) => {
    let left = count;
    const lane = async () => {
      while (left > 0) {
        left -= 1;
        await send();
      }
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: atOnce }, lane));
    return (size * count) / 2 ** 20 / ((performance.now() - start) / 1_000);
  };
  const found = {};
  for (let round = -1; round < rounds; round++) {
    for (const [work, each] of Object.entries(ways)) {
      for (const [way, send] of Object.entries(each)) {
        const mib = await speed(send);
        // The first round compiles, and opens connections.
        if (round >= 0) ((found[work] ??= {})[way] ??= []).push(mib);
      }
    }
  }
  return found;
}

/** Speeds in MiB/s: `{ encode: { usual, client }, upload: { usual, client, limit } }`, each a list. */
export async function inChromium(origin, rounds) {
  const page = await servePage();
  const driver = await browsers.chrome();
  try {
    await driver.manage().setTimeouts({ script: 300_000 });
    await driver.get(page.url);
    await driver.wait(() => driver.executeScript("return 'whatsmate' in globalThis"), 10_000);
    const version = (await driver.getCapabilities()).get("browserVersion");
    return { version, ...(await inPage(driver, compare, { origin, size: SIZE, count: COUNT, atOnce: AT_ONCE, rounds })) };
  } finally {
    await driver.quit();
    page.close();
  }
}
