import assert from "node:assert/strict";
import { test } from "node:test";
import { ADMIN, base64, bytes, client, CLIENT_ID, CLIENT_SECRET, NUMBER } from "./client.mjs";
import { ANSWERS, record } from "./recorder.mjs";

const GROUP = "Muscle Men Club";
const single = { number: NUMBER };
const group = { groupName: GROUP, groupAdmin: ADMIN };
const content = bytes(1000);
const encoded = base64(content);
const PDF = "https://files.example.com/papers/one.pdf";
const JOB = ANSWERS.submitted.id;
const queued = { id: ANSWERS.queued.id, status: "queued" };

/** name, call, method, target, fields of the body in their order, answer */
const CALLS = [
  ["WhatsApp single text", (w) => w.whatsapp(3).sendText({ ...single, message: "Hello" }),
    "POST", "/v3/whatsapp/single/text/message/3", { number: NUMBER, message: "Hello" }, queued],
  ["WhatsApp group text", (w) => w.whatsapp(3).sendText({ ...group, message: "Hello" }),
    "POST", "/v3/whatsapp/group/text/message/3", { group_name: GROUP, group_admin: ADMIN, message: "Hello" }, queued],
  ["WhatsApp single image", (w) => w.whatsapp(3).sendImage({ ...single, image: content, caption: "Look" }),
    "POST", "/v3/whatsapp/single/image/message/3", { number: NUMBER, image: encoded, caption: "Look" }, queued],
  ["WhatsApp group image", (w) => w.whatsapp(3).sendImage({ groupName: GROUP, image: content, caption: "Look" }),
    "POST", "/v3/whatsapp/group/image/message/3", { group_name: GROUP, image: encoded, caption: "Look" }, queued],
  ["WhatsApp single document",
    (w) => w.whatsapp(3).sendDocument({ ...single, document: content, filename: "a.pdf", caption: "Read" }),
    "POST", "/v3/whatsapp/single/document/message/3",
    { number: NUMBER, document: encoded, filename: "a.pdf", caption: "Read" }, queued],
  ["WhatsApp group document",
    (w) => w.whatsapp(3).sendDocument({ groupName: GROUP, document: content, filename: "a.pdf", caption: "Read" }),
    "POST", "/v3/whatsapp/group/document/message/3",
    { group_name: GROUP, document: encoded, filename: "a.pdf", caption: "Read" }, queued],
  ["WhatsApp single url", (w) => w.whatsapp(3).sendUrl({ ...single, url: "https://example.com/x" }),
    "POST", "/v3/whatsapp/single/url/message/3", { number: NUMBER, url: "https://example.com/x" }, queued],
  ["WhatsApp group url", (w) => w.whatsapp(3).sendUrl({ ...group, url: "https://example.com/x" }),
    "POST", "/v3/whatsapp/group/url/message/3",
    { group_name: GROUP, group_admin: ADMIN, url: "https://example.com/x" }, queued],
  ["Telegram single text", (w) => w.telegram(41).sendText({ ...single, message: "Hello" }),
    "POST", "/v3/telegram/single/text/message/41", { number: NUMBER, message: "Hello" }, queued],
  ["Telegram group text", (w) => w.telegram(41).sendText({ ...group, message: "Hello" }),
    "POST", "/v3/telegram/group/text/message/41", { group_name: GROUP, group_admin: ADMIN, message: "Hello" }, queued],
  ["Telegram single image", (w) => w.telegram(41).sendImage({ ...single, image: content, caption: "Look" }),
    "POST", "/v3/telegram/single/image/message/41", { number: NUMBER, image: encoded, caption: "Look" }, queued],
  ["Telegram group image", (w) => w.telegram(41).sendImage({ ...group, image: content, caption: "Look" }),
    "POST", "/v3/telegram/group/image/message/41",
    { group_name: GROUP, group_admin: ADMIN, image: encoded, caption: "Look" }, queued],
  ...[["document", "sendDocument", "document"], ["audio", "sendAudio", "audio"],
    ["voice_note", "sendVoiceNote", "voiceNote"]].flatMap(([field, method, parameter]) => [
    [`Telegram single ${field}`,
      (w) => w.telegram(41)[method]({ ...single, [parameter]: content, filename: "a.bin", caption: "Open" }),
      "POST", `/v3/telegram/single/${field}/message/41`,
      { number: NUMBER, [field]: encoded, filename: "a.bin", caption: "Open" }, queued],
    [`Telegram group ${field}`,
      (w) => w.telegram(41)[method]({ ...group, [parameter]: content, filename: "a.bin", caption: "Open" }),
      "POST", `/v3/telegram/group/${field}/message/41`,
      { group_name: GROUP, group_admin: ADMIN, [field]: encoded, filename: "a.bin", caption: "Open" }, queued],
  ]),
  ["translate", (w) => w.translation.translate({ fromLang: "en", toLang: "es", text: "Hello, world" }),
    "POST", "/v1/translation/translate", { fromLang: "en", toLang: "es", text: "Hello, world" }, ANSWERS.translation],
  ["supported codes", (w) => w.translation.supportedCodes(),
    "GET", "/v1/translation/supported-codes", undefined, ANSWERS.codes],
  ["pdf extract", (w) => w.pdf.extract(PDF),
    "GET", `/v1/pdf/extract?url=${encodeURIComponent(PDF)}`, undefined, ANSWERS.pdfText],
  ["pdf submit", (w) => w.pdf.submit(PDF),
    "GET", `/v1/pdf/job/submit?url=${encodeURIComponent(PDF)}`, undefined, ANSWERS.submitted],
  ["pdf check", (w) => w.pdf.check(JOB), "GET", `/v1/pdf/job/check/${JOB}`, undefined, ANSWERS.checked],
  ["pdf retrieve text", (w) => w.pdf.retrieveText(JOB),
    "GET", `/v1/pdf/job/retrieve_text/${JOB}`, undefined, ANSWERS.pdfText],
];

/** The headers of a bare fetch of the same kind: what the runtime adds by itself. */
async function bareHeaders(server, method, body) {
  const init = { method, headers: { "Content-Type": "application/json" }, redirect: "manual" };
  if (method === "GET") init.cache = "no-store";
  else init.body = body;
  const response = await fetch(`${server.url}/bare`, init);
  await response.text();
  return server.last.headers;
}

test("the table has the 24 calls, each with a target of its own", () => {
  assert.equal(CALLS.length, 24);
  assert.equal(new Set(CALLS.map(([, , method, target]) => `${method} ${target}`)).size, 24);
});

for (const [name, call, method, target, fields, answer] of CALLS) {
  test(`${name}: method, target, headers, body and answer`, async (t) => {
    const server = await record(t);
    assert.deepEqual(await call(client(server)), answer);
    assert.equal(server.requests.length, 1);
    const sent = server.last;
    assert.equal(sent.method, method);
    assert.equal(sent.target, target);
    const text = sent.body.toString("utf8");
    assert.equal(text, fields ? JSON.stringify(fields) : "");
    if (fields) {
      assert.equal(sent.headers["content-length"], String(sent.body.length));
      assert.equal(sent.headers["transfer-encoding"], undefined);
    }
    assert.deepEqual(sent.headers, {
      ...(await bareHeaders(server, method, text)),
      "x-wm-client-id": CLIENT_ID,
      "x-wm-client-secret": CLIENT_SECRET,
      "content-type": "application/json",
    });
  });
}

test("optional fields that were not given are not in the body", async (t) => {
  const server = await record(t);
  const wm = client(server);
  await wm.whatsapp(3).sendImage({ number: NUMBER, image: content });
  assert.equal(server.last.body.toString(), JSON.stringify({ number: NUMBER, image: encoded }));
  await wm.whatsapp(3).sendImage({ number: NUMBER, groupName: undefined, image: content, caption: undefined });
  assert.equal(server.last.body.toString(), JSON.stringify({ number: NUMBER, image: encoded }));
  await wm.telegram(3).sendVoiceNote({ number: NUMBER, voiceNote: content, filename: "a.ogg" });
  assert.equal(
    server.last.body.toString(),
    JSON.stringify({ number: NUMBER, voice_note: encoded, filename: "a.ogg" }),
  );
});

test("a caption of null or of no letters is not sent", async (t) => {
  const server = await record(t);
  const wm = client(server);
  for (const caption of [null, ""]) {
    await wm.telegram(1).sendAudio({ number: NUMBER, audio: content, filename: "a.mp3", caption });
    assert.equal(
      server.last.body.toString(),
      JSON.stringify({ number: NUMBER, audio: encoded, filename: "a.mp3" }),
    );
  }
});

test("the order of the parameters does not change the body", async (t) => {
  const server = await record(t);
  await client(server).telegram(1).sendDocument({
    caption: "Read", filename: "a.pdf", document: content, groupAdmin: ADMIN, groupName: GROUP,
  });
  assert.deepEqual(Object.keys(server.lastJson), ["group_name", "group_admin", "document", "filename", "caption"]);
});

test("WhatsApp group media never carry group_admin", async (t) => {
  const server = await record(t);
  const whatsapp = client(server).whatsapp(3);
  await whatsapp.sendImage({ ...group, image: content });
  assert.equal(server.last.body.toString(), JSON.stringify({ group_name: GROUP, image: encoded }));
  await whatsapp.sendDocument({ ...group, document: content, filename: "a.pdf" });
  assert.equal(
    server.last.body.toString(),
    JSON.stringify({ group_name: GROUP, document: encoded, filename: "a.pdf" }),
  );
});

test("the instance number is the last part of the path, up to the largest safe integer", async (t) => {
  const server = await record(t);
  const wm = client(server);
  for (const instance of [1, 99, 1_000_000, Number.MAX_SAFE_INTEGER]) {
    await wm.whatsapp(instance).sendText({ number: NUMBER, message: "Hi" });
    assert.equal(server.last.target, `/v3/whatsapp/single/text/message/${instance}`);
    await wm.telegram(instance).sendText({ number: NUMBER, message: "Hi" });
    assert.equal(server.last.target, `/v3/telegram/single/text/message/${instance}`);
  }
});

test("calls under way together do not mix", async (t) => {
  const server = await record(t);
  const wm = client(server);
  const messages = Array.from({ length: 40 }, (_, i) => `message ${i}`);
  await Promise.all(messages.map((message, i) => wm.whatsapp(i + 1).sendText({ number: NUMBER, message })));
  const seen = server.requests.map((entry) => [
    Number(entry.target.split("/").at(-1)),
    JSON.parse(entry.body.toString()).message,
  ]);
  assert.deepEqual(
    seen.sort((a, b) => a[0] - b[0]),
    messages.map((message, i) => [i + 1, message]),
  );
});
