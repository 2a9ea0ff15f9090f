// The time from the first import to the first answer, in a fresh process, in ms.
const { way, origin, entry } = JSON.parse(process.argv.at(-1));
const HEADERS = { "X-WM-CLIENT-ID": "a@example.com", "X-WM-CLIENT-SECRET": "canary-secret-0123456789", "Content-Type": "application/json" };
const message = { number: "12025550123", message: "Hello" };

const start = performance.now();
if (way === "client") {
  const { WhatsMate } = await import(entry);
  const config = { clientId: "a@example.com", clientSecret: "canary-secret-0123456789", baseUrl: origin };
  await new WhatsMate(config).whatsapp(1).sendText(message);
} else {
  const url = `${origin}/v3/whatsapp/single/text/message/1`;
  await (await fetch(url, { method: "POST", headers: HEADERS, body: JSON.stringify(message) })).json();
}
console.log(JSON.stringify({ millis: performance.now() - start }));
