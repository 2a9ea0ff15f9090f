// How fast bytes become base64, in MiB/s, by each way there is in this process.
import { Buffer } from "node:buffer";
import process from "node:process";

const { entry } = JSON.parse(process.argv.at(-1));
// Takes a body as a connection does: piece by piece, and keeps nothing.
globalThis.fetch = async (_, { body }) => {
  await new Response(body).body.pipeTo(new WritableStream());
  return Response.json({ id: "1", status: "queued" });
};
const { Media, WhatsMate } = await import(entry);
const config = { clientId: "client@example.com", clientSecret: "canary-secret-0123456789", enforceLimits: false };
const whatsapp = new WhatsMate(config).whatsapp(1);
const SIZE = 8 * 2 ** 20;
const TIMES = 12;
const bytes = new Uint8Array(SIZE).map((_, i) => (i * 2_654_435_761) >>> 13);
const buffer = Buffer.from(bytes.buffer);
const target = new Uint8Array(SIZE);

const WAYS = {
  "a sent body": () => whatsapp.sendDocument({ number: "12025550123", document: bytes, filename: "a.pdf" }),
  "Media.encode": () => Media.encode(bytes),
  "Buffer#toString": () => buffer.toString("base64"),
  ...(bytes.toBase64 ? { "Uint8Array#toBase64": () => bytes.toBase64() } : {}),
  "memory copy": () => target.set(bytes),
};

const taken = Object.fromEntries(Object.keys(WAYS).map((name) => [name, []]));
for (let round = 0; round < TIMES; round++) {
  for (const [name, way] of Object.entries(WAYS)) {
    const start = performance.now();
    await way();
    taken[name].push(performance.now() - start);
  }
}
const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];
const speeds = Object.entries(taken).map(([name, times]) => [name, SIZE / 2 ** 20 / (median(times) / 1_000)]);
console.log(JSON.stringify(Object.fromEntries(speeds)));
process.exit();
