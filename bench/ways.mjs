// The ways to send that are compared: each gives a function that sends one.
import { readFile } from "node:fs/promises";
import { openAsBlob } from "node:fs";

const NUMBER = "12025550123";
const MESSAGE = "The parcel is at the door.";
const CREDENTIALS = { clientId: "client@example.com", clientSecret: "canary-secret-0123456789" };
const HEADERS = {
  "X-WM-CLIENT-ID": CREDENTIALS.clientId,
  "X-WM-CLIENT-SECRET": CREDENTIALS.clientSecret,
  "Content-Type": "application/json",
};

async function post(url, body) {
  const response = await fetch(url, { method: "POST", headers: HEADERS, body });
  return response.json();
}

const field = ({ path }) => (path.includes("/image/") ? "image" : "document");
const payload = (workload, content) =>
  JSON.stringify({ number: NUMBER, ...(field(workload) === "document" ? { filename: "a.pdf" } : {}), [field(workload)]: content });

/** A file as a runtime gives it without reading it whole. Deno has no Blob of a file. */
async function fileOf(path) {
  if (globalThis.Bun) return globalThis.Bun.file(path);
  if (globalThis.Deno) return (await globalThis.Deno.open(path)).readable;
  return openAsBlob(path);
}

export const WAYS = {
  /** What everybody writes: read it, make base64 of it, make JSON of that, send it. */
  usual(workload, { url, bytes, file }) {
    if (workload.from === "text") return () => post(url, JSON.stringify({ number: NUMBER, message: MESSAGE }));
    if (workload.from === "file") {
      return async () => post(url, payload(workload, (await readFile(file)).toString("base64")));
    }
    return () => post(url, payload(workload, Buffer.from(bytes.buffer).toString("base64")));
  },

  async client(workload, { url, bytes, file, entry }) {
    const { Media, WhatsMate } = await import(entry);
    const config = { ...CREDENTIALS, baseUrl: new URL(url).origin, maxConcurrency: workload.atOnce, enforceLimits: false };
    const whatsapp = new WhatsMate(config).whatsapp(1);
    const name = field(workload);
    const more = name === "document" ? { filename: "a.pdf" } : {};
    const send = (given) =>
      name === "image" ? whatsapp.sendImage({ number: NUMBER, image: given }) : whatsapp.sendDocument({ number: NUMBER, ...more, document: given });
    if (workload.from === "text") return () => whatsapp.sendText({ number: NUMBER, message: MESSAGE });
    if (workload.from === "bytes") return () => send(bytes);
    if (workload.from === "file") return async () => send(await fileOf(file));
    const media = await Media.encode(bytes);
    return () => send(media);
  },

  /** The same bytes, encoded before the time is taken. */
  async limit(workload, { url, bytes, file }) {
    if (workload.from === "text") {
      const body = JSON.stringify({ number: NUMBER, message: MESSAGE });
      return () => post(url, body);
    }
    const content = bytes ? Buffer.from(bytes.buffer) : await readFile(file);
    const text = Buffer.from(payload(workload, content.toString("base64")));
    const body = new Uint8Array(text.length);
    body.set(text);
    return () => post(url, body);
  },
};
