const { WhatsMate } = require("whatsmate");

/** As send.js, in CommonJS. */
async function send(baseUrl) {
  const whatsmate = new WhatsMate({ baseUrl, clientId: "client@example.com", clientSecret: "canary-secret-0123456789" });
  const number = "+1 202-555-0123";
  const text = await whatsmate.whatsapp(3).sendText({ number, message: "Hi" });
  const document = new Uint8Array(100_000).map((_, i) => i % 251);
  const sent = await whatsmate.whatsapp(3).sendDocument({ number, document, filename: "a.pdf" });
  return `${text.status}, ${sent.status}`;
}

send(process.argv[2]).then(console.log);
