// A worker that sends what it is asked to send, and tells what came of it.
import { WhatsMate } from "whatsmate";

/** A file whose every byte differs from its neighbours. */
const file = (size) => new Uint8Array(size).map((_, i) => i % 251);

const CALLS = {
  text: (whatsapp) => whatsapp.sendText({ number: "12025550123", message: "Hi" }),
  document: (whatsapp, size) => whatsapp.sendDocument({ number: "12025550123", document: file(size), filename: "a.pdf" }),
  blob: (whatsapp, size) =>
    whatsapp.sendDocument({ number: "12025550123", document: new Blob([file(size)]), filename: "a.pdf" }),
};

export default {
  async fetch(request) {
    const { baseUrl, call, size } = await request.json();
    const credentials = { clientId: "client@example.com", clientSecret: "canary-secret-0123456789" };
    const whatsapp = new WhatsMate({ ...credentials, baseUrl }).whatsapp(3);
    try {
      return Response.json({ value: await CALLS[call](whatsapp, size) });
    } catch (error) {
      return Response.json({ error: { ...error, name: error.name, message: error.message } });
    }
  },
};
