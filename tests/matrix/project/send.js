// What every row does: a text and a document, sent as a user would.
import { InvalidInputError, Media, WhatsMate } from "whatsmate";

export async function send(baseUrl) {
  const whatsmate = new WhatsMate({ baseUrl, clientId: "client@example.com", clientSecret: "canary-secret-0123456789" });
  const number = "+1 202-555-0123";
  const text = await whatsmate.whatsapp(3).sendText({ number, message: "Hi" });
  const bytes = new Uint8Array(100_000).map((_, i) => i % 251);
  const document = await whatsmate.whatsapp(3).sendDocument({ number, document: await Media.encode(bytes), filename: "a.pdf" });
  const refused = await whatsmate.whatsapp(3).sendText({ number: "none", message: "Hi" }).catch((error) => error);
  if (!(refused instanceof InvalidInputError) || refused.name !== "InvalidInputError") throw refused;
  return `${text.status}, ${document.status}`;
}
