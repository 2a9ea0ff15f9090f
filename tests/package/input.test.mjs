import assert from "node:assert/strict";
import { test } from "node:test";
import { ADMIN, bytes, client, NUMBER, refused, refusedNow } from "./client.mjs";
import { ANSWERS, record } from "./recorder.mjs";

const image = bytes(9);
const to = { number: NUMBER };
const EMOJI = "\u{1f600}";
const PDF = "https://files.example.com/one.pdf";

/** Every call that takes parameters as an object: name, call, parameters that are right, the required ones among them. */
const CALLS = [
  ["whatsapp.sendText", (w, m, o) => w.whatsapp(3).sendText(m, o), { ...to, message: "Hi" }, ["message"]],
  ["whatsapp.sendUrl", (w, m, o) => w.whatsapp(3).sendUrl(m, o), { ...to, url: "https://example.com/" }, ["url"]],
  ["whatsapp.sendImage", (w, m, o) => w.whatsapp(3).sendImage(m, o), { ...to, image }, ["image"]],
  ["whatsapp.sendDocument", (w, m, o) => w.whatsapp(3).sendDocument(m, o),
    { ...to, document: image, filename: "a.pdf" }, ["document", "filename"]],
  ["telegram.sendText", (w, m, o) => w.telegram(3).sendText(m, o), { ...to, message: "Hi" }, ["message"]],
  ["telegram.sendImage", (w, m, o) => w.telegram(3).sendImage(m, o), { ...to, image }, ["image"]],
  ["telegram.sendDocument", (w, m, o) => w.telegram(3).sendDocument(m, o),
    { ...to, document: image, filename: "a.pdf" }, ["document", "filename"]],
  ["telegram.sendAudio", (w, m, o) => w.telegram(3).sendAudio(m, o),
    { ...to, audio: image, filename: "a.mp3" }, ["audio", "filename"]],
  ["telegram.sendVoiceNote", (w, m, o) => w.telegram(3).sendVoiceNote(m, o),
    { ...to, voiceNote: image, filename: "a.ogg" }, ["voiceNote", "filename"]],
  ["translation.translate", (w, m, o) => w.translation.translate(m, o),
    { fromLang: "en", toLang: "es", text: "Hello" }, ["fromLang", "toLang", "text"]],
];
const WRONG = [0, 5, NaN, true, null, Symbol("s"), 7n, [], ["x"], {}, () => "x", new Date(0)];
const CAPTIONED = CALLS.filter(([, , m]) => "image" in m || "filename" in m);

for (const [name, call, right, required] of CALLS) {
  test(`${name}: each required parameter is missed by name`, async (t) => {
    const server = await record(t);
    const wm = client(server);
    for (const key of required) {
      const { [key]: _, ...rest } = right;
      const absent = await refused(() => call(wm, rest), key);
      assert.match(absent.message, /nothing was given/);
      const undef = await refused(() => call(wm, { ...rest, [key]: undefined }), key);
      assert.match(undef.message, /nothing was given/);
      await refused(() => call(wm, { ...right, [key]: "" }), key);
    }
    assert.equal(server.requests.length, 0);
  });

  test(`${name}: parameters of a wrong type are refused`, async (t) => {
    const server = await record(t);
    const wm = client(server);
    for (const key of required) {
      for (const wrong of WRONG) await refused(() => call(wm, { ...right, [key]: wrong }), key);
    }
    for (const wrong of [undefined, null, 5, "Hi", true, Symbol("s"), 7n, [], [right], () => right]) {
      await refused(() => call(wm, wrong));
    }
    assert.equal(server.requests.length, 0);
  });

  test(`${name}: an unknown key is refused by name, with the nearest known one`, async (t) => {
    const server = await record(t);
    const wm = client(server);
    const key = required[0];
    const misspelt = key.slice(0, -1) + key.at(-1).toUpperCase();
    const { [key]: value, ...rest } = right;
    for (const m of [{ ...right, [misspelt]: value }, { ...rest, [misspelt]: value }]) {
      const error = await refused(() => call(wm, m), misspelt);
      assert.match(error.message, /did you mean/i);
      assert.ok(error.message.includes(misspelt), error.message);
      assert.ok(new RegExp(`\\b${key}\\b`).test(error.message), error.message);
    }
    await refused(() => call(wm, { ...right, zzzzzzzzqqqq: 1 }), "zzzzzzzzqqqq");
    await call(wm, { ...right, zzzzzzzzqqqq: undefined });
    assert.equal(server.requests.length, 1);
  });
}

test("the reference's own spelling is answered with ours", async (t) => {
  const server = await record(t);
  const wm = client(server);
  const group = await refused(
    () => wm.whatsapp(3).sendText({ group_name: "Club", groupAdmin: ADMIN, message: "Hi" }), "group_name");
  assert.match(group.message, /did you mean/i);
  assert.match(group.message, /groupName/);
  const note = await refused(
    () => wm.telegram(3).sendVoiceNote({ ...to, voice_note: image, filename: "a.ogg" }), "voice_note");
  assert.match(note.message, /voiceNote/);
  assert.equal(server.requests.length, 0);
});

test("a parameter of another call is unknown", async (t) => {
  const server = await record(t);
  const wm = client(server);
  await refused(() => wm.whatsapp(3).sendImage({ ...to, image, filename: "a.png" }), "filename");
  await refused(() => wm.whatsapp(3).sendText({ ...to, message: "Hi", caption: "Look" }), "caption");
  await refused(() => wm.telegram(3).sendDocument({ ...to, document: image, filename: "a", image }), "image");
  assert.equal(server.requests.length, 0);
});

/** field, the most code points, how the field is sent */
const LIMITS = [
  ["message", 900, (w, message) => w.whatsapp(3).sendText({ ...to, message })],
  ["message", 900, (w, message) => w.telegram(3).sendText({ ...to, message })],
  ["url", 900, (w, url) => w.whatsapp(3).sendUrl({ ...to, url })],
  ["filename", 80, (w, filename) => w.whatsapp(3).sendDocument({ ...to, document: image, filename })],
  ["filename", 80, (w, filename) => w.telegram(3).sendAudio({ ...to, audio: image, filename })],
  ["text", 3500, (w, text) => w.translation.translate({ fromLang: "en", toLang: "es", text })],
  ...CAPTIONED.map(([, call, right]) => ["caption", 250, (w, caption) => call(w, { ...right, caption })]),
];

test("length limits hold to the code point, at both sides", async (t) => {
  const server = await record(t);
  const wm = client(server);
  for (const [field, most, send] of LIMITS) {
    for (const letter of ["x", "\u00e9", "\u4e2d", EMOJI]) {
      server.requests.length = 0;
      await send(wm, letter.repeat(most));
      assert.equal(server.lastJson[field], letter.repeat(most));
      const error = await refused(() => send(wm, letter.repeat(most + 1)), field);
      assert.ok(error.message.includes(String(most)), error.message);
      assert.equal(server.requests.length, 1);
    }
  }
});

test("enforceLimits: false drops the lengths", async (t) => {
  const server = await record(t);
  const wm = client(server, { enforceLimits: false });
  for (const [field, most, send] of LIMITS) {
    await send(wm, EMOJI.repeat(most + 1));
    assert.equal(server.lastJson[field], EMOJI.repeat(most + 1));
  }
  await wm.whatsapp(3).sendText({ groupName: "x".repeat(151), groupAdmin: "1".repeat(31), message: "Hi" });
  await wm.whatsapp(3).sendText({ number: "1".repeat(16), message: "Hi" });
});

test("enforceLimits: false drops nothing else", async (t) => {
  const server = await record(t);
  const wm = client(server, { enforceLimits: false });
  await refused(() => wm.whatsapp(3).sendText({ ...to, message: "" }), "message");
  await refused(() => wm.whatsapp(3).sendText({ ...to, message: "\ud800" }), "message");
  await refused(() => wm.whatsapp(3).sendText({ number: "02025550123", message: "Hi" }), "number");
  await refused(() => wm.whatsapp(3).sendText({ ...to, mesage: "Hi" }), "mesage");
  await refused(() => wm.whatsapp(3).sendText({ ...to, groupName: "Club", groupAdmin: ADMIN, message: "Hi" }));
  await refused(() => wm.whatsapp(3).sendImage({ ...to, image: Buffer.alloc(0) }), "image");
  await refused(() => wm.whatsapp(3).sendDocument({ ...to, document: image, filename: "a\n.pdf" }), "filename");
  await refused(() => wm.pdf.check("a/b"), "jobId");
  assert.equal(server.requests.length, 0);
});

test("a lone surrogate is refused in every string", async (t) => {
  const server = await record(t);
  const wm = client(server);
  for (const odd of ["\ud800", "a\udc00b", "\ude00\ud83d", "x\ud83d"]) {
    for (const [field, , send] of LIMITS) await refused(() => send(wm, odd), field);
    await refused(() => wm.whatsapp(3).sendText({ groupName: odd, groupAdmin: ADMIN, message: "Hi" }), "groupName");
    await refused(() => wm.whatsapp(3).sendText({ number: `1202555${odd}`, message: "Hi" }), "number");
    await refused(() => wm.translation.translate({ fromLang: odd, toLang: "es", text: "Hello" }), "fromLang");
    await refused(() => wm.pdf.extract(`https://files.example.com/${odd}.pdf`), "url");
    await refused(() => wm.pdf.check(odd), "jobId");
  }
  assert.equal(server.requests.length, 0);
});

for (const [name, call, right] of CAPTIONED) {
  test(`${name}: a caption is a string`, async (t) => {
    const server = await record(t);
    const wm = client(server);
    for (const wrong of WRONG.filter((value) => value !== null)) {
      await refused(() => call(wm, { ...right, caption: wrong }), "caption");
    }
    assert.equal(server.requests.length, 0);
  });
}

test("a filename is cut to its last part, else sent as it is", async (t) => {
  const server = await record(t);
  const whatsapp = client(server).whatsapp(3);
  for (const [given, sent] of [
    ["/home/ann/report.pdf", "report.pdf"], ["C:\\docs\\report.pdf", "report.pdf"], ["../../report.pdf", "report.pdf"],
    [`${"deep/".repeat(60)}report.pdf`, "report.pdf"], ["r\u00e9sum\u00e9 (1) & more.pdf", "r\u00e9sum\u00e9 (1) & more.pdf"],
    ["a\"b.pdf", "a\"b.pdf"], ["no extension", "no extension"],
  ]) {
    await whatsapp.sendDocument({ ...to, document: image, filename: given });
    assert.equal(server.lastJson.filename, sent);
  }
});

test("a filename with control characters is refused", async (t) => {
  const server = await record(t);
  const wm = client(server);
  for (const filename of ["a\n.pdf", "a\u0000.pdf", "\u001b[0m.pdf", "a\u007f.pdf", "a\u0085.pdf"]) {
    await refused(() => wm.telegram(3).sendDocument({ ...to, document: image, filename }), "filename");
  }
  assert.equal(server.requests.length, 0);
});

test("a language code has letters and dashes only", async (t) => {
  const server = await record(t);
  const { translation } = client(server);
  for (const code of ["en", "zh-CN", "fil"]) {
    assert.equal(await translation.translate({ fromLang: code, toLang: code, text: "Hello" }), ANSWERS.translation);
  }
  const sent = server.requests.length;
  for (const code of ["zh_CN", "e n", "en ", "en\n", "3n", "\u00e9n", "en/es"]) {
    await refused(() => translation.translate({ fromLang: code, toLang: "es", text: "Hello" }), "fromLang");
    await refused(() => translation.translate({ fromLang: "en", toLang: code, text: "Hello" }), "toLang");
  }
  assert.equal(server.requests.length, sent);
});

test("a PDF's url parses as http or https", async (t) => {
  const server = await record(t);
  const { pdf } = client(server);
  for (const call of [pdf.extract, pdf.submit, pdf.submitAndWait].map((f) => f.bind(pdf))) {
    for (const wrong of [
      "", "one.pdf", "/one.pdf", "//files.example.com/one.pdf", "ftp://files.example.com/one.pdf", "http://", "file:///one.pdf",
      "data:application/pdf;base64,AAAA", "javascript:alert(1)", new URL("ftp://files.example.com/one.pdf"), ...WRONG,
    ]) await refused(() => call(wrong), "url");
    const absent = await refused(() => call(), "url");
    assert.match(absent.message, /nothing was given/);
  }
  assert.equal(server.requests.length, 0);
  await pdf.extract(PDF);
  await pdf.extract("HTTP://FILES.EXAMPLE.COM/one.pdf");
});

test("a job's id has no letter that a path could take amiss", async (t) => {
  const server = await record(t);
  const { pdf } = client(server);
  for (const call of [pdf.check, pdf.retrieveText, pdf.wait].map((f) => f.bind(pdf))) {
    for (const wrong of ["", " ", "a b", "a/b", "..", ".", "a?b", "a#b", "a%2fb", "\u00e9", "a\n", "a\\b", ...WRONG]) {
      await refused(() => call(wrong), "jobId");
    }
    const absent = await refused(() => call(), "jobId");
    assert.match(absent.message, /nothing was given/);
  }
  assert.equal(server.requests.length, 0);
  await pdf.check("AZaz09_-");
  assert.equal(server.last.target, "/v1/pdf/job/check/AZaz09_-");
});

test("an instance is a safe integer of 1 or more", async (t) => {
  const wm = client(await record(t));
  for (const wrong of [0, -1, 1.5, NaN, Infinity, 2 ** 53, "3", null, undefined, 3n, {}, [3], Symbol("s"), () => 3, true]) {
    refusedNow(() => wm.whatsapp(wrong), "instance");
    refusedNow(() => wm.telegram(wrong), "instance");
  }
  assert.match(refusedNow(() => wm.whatsapp(), "instance").message, /nothing was given/);
});
