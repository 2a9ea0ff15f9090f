// The package against the sandbox: two readings of one API that share no code, on a real socket, with real files.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";

import { WhatsMate } from "../../pkg/index.js";
import { createSandbox } from "../../sandbox/pkg/index.js";
import { everyCall, serveFile } from "../../scripts/lib/every-call.mjs";

const secret = "canary-secret-0123456789";

let rows;
let messages;
let media;

before(async () => {
  const sandbox = await createSandbox();
  const server = await sandbox.listen({ port: 0 });
  const pdf = await serveFile("examples/media/report.pdf");
  try {
    const client = new WhatsMate({ clientId: "client@example.com", clientSecret: secret, baseUrl: server.url });
    rows = [];
    for await (const row of everyCall(client, pdf.url)) rows.push(row);
    messages = (await (await fetch(`${server.url}/_sandbox/messages?limit=100`)).json()).messages.reverse();
    const get = async ({ id }) => fetch(`${server.url}/_sandbox/messages/${id}/media`);
    media = new Map();
    for (const message of messages.filter((message) => message.media)) {
      media.set(message.id, Buffer.from(await (await get(message)).arrayBuffer()));
    }
  } finally {
    pdf.close();
    await server.close();
    await sandbox.close();
  }
});

test("every call is answered", () => {
  assert.equal(rows.length, 24);
  assert.deepEqual(rows.filter((row) => row.failed), []);
});

test("every send arrives once, under the id it was answered with, in its order", () => {
  const sends = rows.slice(0, 18);
  assert.deepEqual(
    messages.map((message) => message.id),
    sends.map((row) => row.id),
  );
});

test("each arrives at its recipient, in the form for a person and the form for a group", () => {
  for (const message of messages.slice(0, 9)) {
    assert.equal(message.number, "12025550123");
    assert.equal(message.group_name, undefined);
  }
  for (const message of messages.slice(9)) {
    assert.equal(message.number, undefined);
    assert.equal(message.group_name, "Muscle Men");
    const isFoundByName = message.service === "whatsapp" && ["image", "document"].includes(message.kind);
    assert.equal(message.group_admin, isFoundByName ? undefined : "12025550100", `${message.service} ${message.kind}`);
  }
});

test("each file arrives byte for byte, with its name and caption", async () => {
  const files = {
    image: ["photo.jpg", "image/jpeg", undefined, "A landscape"],
    document: ["report.pdf", "application/pdf", "report.pdf", "As promised"],
    audio: ["jingle.mp3", "audio/mpeg", "jingle.mp3", undefined],
    voice_note: ["voice-note.opus", "audio/ogg", "voice-note.opus", undefined],
  };
  const withMedia = messages.filter((message) => message.media);
  assert.equal(withMedia.length, 12);
  for (const message of withMedia) {
    const [file, type, filename, caption] = files[message.kind];
    const bytes = await readFile(new URL(`../../examples/media/${file}`, import.meta.url));
    assert.ok(bytes.equals(media.get(message.id)), `${message.service} ${message.kind}`);
    assert.deepEqual([message.media.type, message.caption], [type, caption]);
    assert.equal(message.filename, filename);
  }
});

test("the secret is nowhere in what the sandbox keeps", () => {
  assert.equal(JSON.stringify(messages).includes(secret), false);
});
