import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, client, NUMBER, refused, refusedNow, whatsmate } from "./client.mjs";
import { record } from "./recorder.mjs";

const image = bytes(9);
const PDF = "https://files.example.com/one.pdf";

/** Every call with right parameters: name, call, what options it takes beside the common ones. */
const CALLS = [
  ["whatsapp.sendText", (w, o) => w.whatsapp(3).sendText({ number: NUMBER, message: "Hi" }, o), []],
  ["whatsapp.sendUrl", (w, o) => w.whatsapp(3).sendUrl({ number: NUMBER, url: PDF }, o), []],
  ["whatsapp.sendImage", (w, o) => w.whatsapp(3).sendImage({ number: NUMBER, image }, o), ["onProgress"]],
  ["whatsapp.sendDocument",
    (w, o) => w.whatsapp(3).sendDocument({ number: NUMBER, document: image, filename: "a.pdf" }, o), ["onProgress"]],
  ["telegram.sendText", (w, o) => w.telegram(3).sendText({ number: NUMBER, message: "Hi" }, o), []],
  ["telegram.sendImage", (w, o) => w.telegram(3).sendImage({ number: NUMBER, image }, o), ["onProgress"]],
  ["telegram.sendDocument",
    (w, o) => w.telegram(3).sendDocument({ number: NUMBER, document: image, filename: "a.pdf" }, o), ["onProgress"]],
  ["telegram.sendAudio",
    (w, o) => w.telegram(3).sendAudio({ number: NUMBER, audio: image, filename: "a.mp3" }, o), ["onProgress"]],
  ["telegram.sendVoiceNote",
    (w, o) => w.telegram(3).sendVoiceNote({ number: NUMBER, voiceNote: image, filename: "a.ogg" }, o), ["onProgress"]],
  ["translate", (w, o) => w.translation.translate({ fromLang: "en", toLang: "es", text: "Hello" }, o), []],
  ["supportedCodes", (w, o) => w.translation.supportedCodes(o), []],
  ["extract", (w, o) => w.pdf.extract(PDF, o), []],
  ["submit", (w, o) => w.pdf.submit(PDF, o), []],
  ["check", (w, o) => w.pdf.check("job", o), []],
  ["retrieveText", (w, o) => w.pdf.retrieveText("job", o), []],
  ["wait", (w, o) => w.pdf.wait("job", o), ["pollInterval", "onStatus"]],
  ["submitAndWait", (w, o) => w.pdf.submitAndWait(PDF, o), ["pollInterval", "onStatus"]],
];

const notNumbers = ["5", null, true, Symbol("s"), 7n, [], [5], {}, () => 5, NaN];
const notFunctions = ["x", null, 5, true, Symbol("s"), 7n, [], {}];
const notBooleans = ["true", null, 1, 0, Symbol("s"), [], {}, () => true];
const notSignals = ["x", null, 5, true, Symbol("s"), [], {}, () => {}, new AbortController()];
const WRONG = {
  signal: notSignals,
  timeout: [...notNumbers, -1, -Infinity],
  deadline: [...notNumbers, -1, -Infinity],
  maxRetries: [...notNumbers, -1, 1.5],
  retryUnknown: notBooleans,
  onProgress: notFunctions,
  onStatus: notFunctions,
  pollInterval: [...notNumbers, -1, -Infinity],
};
const COMMON = ["signal", "timeout", "deadline", "maxRetries", "retryUnknown"];

for (const [name, call, more] of CALLS) {
  test(`${name}: options of a wrong type are refused by name`, async (t) => {
    const server = await record(t);
    const wm = client(server);
    for (const option of [...COMMON, ...more]) {
      for (const wrong of WRONG[option]) await refused(() => call(wm, { [option]: wrong }), `options.${option}`);
    }
    for (const wrong of [5, "x", null, true, Symbol("s"), 7n, [], () => {}]) await refused(() => call(wm, wrong), "options");
    assert.equal(server.requests.length, 0);
  });

  test(`${name}: an unknown option is refused, with the nearest known one`, async (t) => {
    const server = await record(t);
    const wm = client(server);
    const error = await refused(() => call(wm, { timeOut: 5000 }), "options.timeOut");
    assert.match(error.message, /did you mean/i);
    assert.match(error.message, /\btimeout\b/);
    await refused(() => call(wm, { maxConcurrency: 1 }), "options.maxConcurrency");
    for (const foreign of ["onProgress", "onStatus", "pollInterval"].filter((option) => !more.includes(option))) {
      await refused(() => call(wm, { [foreign]: foreign === "pollInterval" ? 5 : () => {} }), `options.${foreign}`);
    }
    assert.equal(server.requests.length, 0);
  });
}

test("options that are undefined are as good as absent", async (t) => {
  const server = await record(t);
  const wm = client(server);
  for (const [, call, more] of CALLS.slice(0, 15)) {
    await call(wm, undefined);
    await call(wm, {});
    await call(wm, Object.fromEntries([...COMMON, ...more].map((option) => [option, undefined])));
  }
  assert.equal(server.requests.length, 45);
});

const CONFIG_WRONG = {
  clientId: [5, null, true, Symbol("s"), [], {}, () => "x", ""],
  clientSecret: [5, null, true, Symbol("s"), [], {}, () => "x", ""],
  baseUrl: [5, null, true, Symbol("s"), [], {}, () => "x", "", "http://", "ftp://127.0.0.1/", "ws://127.0.0.1/", "file:///x"],
  headers: notFunctions,
  timeout: WRONG.timeout,
  deadline: WRONG.deadline,
  maxRetries: WRONG.maxRetries,
  retryUnknown: notBooleans,
  maxConcurrency: [...notNumbers, 0, -1, 1.5],
  enforceLimits: notBooleans,
  fetch: notFunctions,
  onEvent: notFunctions,
  allowInsecureHttp: notBooleans,
  dangerouslyAllowBrowser: notBooleans,
};

for (const [key, wrongs] of Object.entries(CONFIG_WRONG)) {
  test(`config.${key} of a wrong type or value is refused by every class`, async (t) => {
    const server = await record(t);
    const { WhatsMate, WhatsApp, Telegram, Translation, PdfToText } = whatsmate;
    const base = {
      baseUrl: server.url,
      ...(key === "headers" ? {} : { clientId: "client@example.com", clientSecret: "canary-secret-0123456789" }),
    };
    for (const wrong of wrongs) {
      const config = { ...base, [key]: wrong };
      refusedNow(() => new WhatsMate(config), `config.${key}`);
      refusedNow(() => new WhatsApp({ ...config, instance: 3 }), `config.${key}`);
      refusedNow(() => new Telegram({ ...config, instance: 3 }), `config.${key}`);
      refusedNow(() => new Translation(config), `config.${key}`);
      refusedNow(() => new PdfToText(config), `config.${key}`);
    }
  });
}

test("a config that is no object is refused", () => {
  for (const wrong of [5, "x", null, true, Symbol("s"), 7n, [], () => {}]) {
    refusedNow(() => new whatsmate.WhatsMate(wrong), "config");
    refusedNow(() => new whatsmate.WhatsApp(wrong));
    refusedNow(() => new whatsmate.Translation(wrong), "config");
  }
});

test("an unknown config key is refused, with the nearest known one", async (t) => {
  const server = await record(t);
  for (const [key, meant] of [
    ["clientID", "clientId"], ["secret", undefined], ["baseURL", "baseUrl"], ["max_retries", "maxRetries"],
    ["enforceLimit", "enforceLimits"], ["instance", undefined], ["apiKey", undefined],
  ]) {
    const error = refusedNow(() => client(server, { [key]: "x" }), `config.${key}`);
    if (meant === undefined) continue;
    assert.match(error.message, /did you mean/i);
    assert.ok(error.message.includes(meant), error.message);
  }
  refusedNow(
    () => new whatsmate.Translation({ clientId: "a", clientSecret: "b", baseUrl: server.url, instance: 3 }),
    "config.instance",
  );
});
