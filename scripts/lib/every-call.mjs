import { openAsBlob } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

import { root } from "./run.mjs";

const person = { number: "+1 202 555 0123" };
const group = { groupName: "Muscle Men", groupAdmin: "+1 202 555 0100" };

/**
 * Makes every one of the 24 calls with real small files.
 *
 * @param {import("../../pkg/index.js").WhatsMate} client
 * @param {string} pdf the address of a PDF
 * @returns {AsyncGenerator<{ call: string, answer: string, id: string, time: string, failed: boolean }>} a row for each
 */
export async function* everyCall(client, pdf) {
  const sample = (name) => openAsBlob(join(root, "examples/media", name));
  const image = await sample("photo.jpg");
  const document = await sample("report.pdf");
  const audio = await sample("jingle.mp3");
  const voiceNote = await sample("voice-note.opus");
  const whatsapp = client.whatsapp(1);
  const telegram = client.telegram(1);
  const text = { message: "Hello from “whatsmate” 👋\nLine two" };
  const url = { url: "https://www.example.com/?a=1&b=2" };
  const photo = { image, caption: "A landscape" };
  const report = { document, filename: "report.pdf", caption: "As promised" };
  const jingle = { audio, filename: "jingle.mp3" };
  const note = { voiceNote, filename: "voice-note.opus" };

  for (const to of [person, group]) {
    const form = to === person ? "to a person" : "to a group";
    yield row(`WhatsApp sendText ${form}`, () => whatsapp.sendText({ ...to, ...text }));
    yield row(`WhatsApp sendUrl ${form}`, () => whatsapp.sendUrl({ ...to, ...url }));
    yield row(`WhatsApp sendImage ${form}`, () => whatsapp.sendImage({ ...to, ...photo }));
    yield row(`WhatsApp sendDocument ${form}`, () => whatsapp.sendDocument({ ...to, ...report }));
    yield row(`Telegram sendText ${form}`, () => telegram.sendText({ ...to, ...text }));
    yield row(`Telegram sendImage ${form}`, () => telegram.sendImage({ ...to, ...photo }));
    yield row(`Telegram sendDocument ${form}`, () => telegram.sendDocument({ ...to, ...report }));
    yield row(`Telegram sendAudio ${form}`, () => telegram.sendAudio({ ...to, ...jingle }));
    yield row(`Telegram sendVoiceNote ${form}`, () => telegram.sendVoiceNote({ ...to, ...note }));
  }
  const words = { fromLang: "en", toLang: "es", text: "Good morning" };
  yield row("translate", () => client.translation.translate(words));
  yield row("supportedCodes", () => client.translation.supportedCodes());
  yield row("pdf extract", () => client.pdf.extract(pdf));
  let job;
  yield row("pdf submit", async () => (job = await client.pdf.submit(pdf)));
  yield row("pdf check", () => client.pdf.check(job.id));
  // The text is there a moment later.
  await client.pdf.wait(job.id, { pollInterval: 100 }).catch(() => {});
  yield row("pdf retrieveText", () => client.pdf.retrieveText(job.id));
}

async function row(call, make) {
  const start = performance.now();
  const outcome = await make().then(
    (answer) => ({ answer: brief(answer), id: answer.status ? answer.id : "", failed: false }),
    (error) => ({ answer: `${error.name}: ${error.message}`, id: error.jobId ?? "", failed: true }),
  );
  return { call, ...outcome, time: `${(performance.now() - start).toFixed(1)} ms` };
}

function brief(answer) {
  if (typeof answer === "string") {
    const text = answer.replaceAll(/\s+/g, " ").trim();
    return text.length > 40 ? `${text.slice(0, 39)}…` : text;
  }
  return answer.status ?? `${Object.keys(answer).length} languages`;
}

/**
 * Serves one file on this machine, for calls that fetch it by its address.
 * @param {string} path relative to the repository's root
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function serveFile(path) {
  const file = await openAsBlob(join(root, path));
  const server = createServer(async (request, response) => response.end(Buffer.from(await file.arrayBuffer())));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/${path.split("/").at(-1)}`, close: () => server.close() };
}
