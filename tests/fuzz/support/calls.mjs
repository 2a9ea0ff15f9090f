import { isDeepStrictEqual } from "node:util";

export const NUMBER = "12025550123";
export const ADMIN = "12025550199";
export const PDF = "https://files.example.com/a.pdf";

const JSON_TYPE = { headers: { "content-type": "application/json" } };
const TEXT_TYPE = { headers: { "content-type": "text/plain; charset=utf-8" } };
const QUEUED = { id: "0b9ecb1c", status: "queued" };
const JOB = { id: "5f2f7a60", status: "Completed" };
const CODES = { en: "English", es: "Spanish" };
const TEXT = "Hola";

const ANSWERS = [
  ["/v3/", QUEUED],
  ["/v1/translation/supported-codes", CODES],
  ["/v1/translation/translate", TEXT],
  ["/v1/pdf/extract", TEXT],
  ["/v1/pdf/job/retrieve_text/", TEXT],
  ["/v1/pdf/job/", JOB],
];

/** What the API answers to a request that is right. */
export function goodFetch(url) {
  const path = url.replace("http://127.0.0.1:9", "");
  const answer = ANSWERS.find(([start]) => path.startsWith(start))?.[1];
  if (answer === undefined) return new Response("{\"error_message\": \"No such path\"}", { status: 404 });
  return typeof answer === "string" ? new Response(answer, TEXT_TYPE) : new Response(JSON.stringify(answer), JSON_TYPE);
}

const isText = (value) => typeof value === "string";
const isPair = (value) => isDeepStrictEqual(Object.keys(value).sort(), ["id", "status"]) && isText(value.id) && isText(value.status);
const isCodes = (value) => Object.values(value).every(isText);

const bytes = () => new Uint8Array([1, 2, 3]);
const media = (parameter, more) => () => ({ number: NUMBER, [parameter]: bytes(), ...more });
const text = () => ({ number: NUMBER, message: "Hi" });
const named = { filename: "a.bin" };

const whatsapp = (wm) => wm.whatsapp(7);
const telegram = (wm) => wm.telegram(7);
const translation = (wm) => wm.translation;
const pdf = (wm) => wm.pdf;

function call(of, method, right, answer, is, { kind = "call", media: parameter, queues = false } = {}) {
  return { name: `${of.name}.${method}`, of, method, right, answer, is, kind, media: parameter, queues };
}

const sends = (of, method, right) => call(of, method, right, QUEUED, isPair, { queues: true });
const uploads = (of, method, parameter, more) =>
  call(of, method, media(parameter, more), QUEUED, isPair, { kind: "upload", media: parameter, queues: true });

/**
 * Every call: the object it belongs to, its method, what it takes (`undefined`: options alone), what it answers, what any
 * success of it looks like.
 */
export const CALLS = [
  sends(whatsapp, "sendText", text),
  sends(whatsapp, "sendUrl", () => ({ number: NUMBER, url: "https://example.com/" })),
  uploads(whatsapp, "sendImage", "image"),
  uploads(whatsapp, "sendDocument", "document", named),
  sends(telegram, "sendText", text),
  uploads(telegram, "sendImage", "image"),
  uploads(telegram, "sendDocument", "document", named),
  uploads(telegram, "sendAudio", "audio", named),
  uploads(telegram, "sendVoiceNote", "voiceNote", named),
  call(translation, "translate", () => ({ fromLang: "en", toLang: "es", text: "Hello" }), TEXT, isText),
  call(translation, "supportedCodes", undefined, CODES, isCodes),
  call(pdf, "extract", () => PDF, TEXT, isText),
  call(pdf, "submit", () => PDF, JOB, isPair, { queues: true }),
  call(pdf, "check", () => "job", JOB, isPair),
  call(pdf, "retrieveText", () => "job", TEXT, isText),
  call(pdf, "wait", () => "job", TEXT, isText, { kind: "wait" }),
  call(pdf, "submitAndWait", () => PDF, TEXT, isText, { kind: "wait" }),
];

/** Makes a call with the given parameters and options. */
export function make(entry, wm, params, options) {
  const object = entry.of(wm);
  return entry.right === undefined ? object[entry.method](options) : object[entry.method](params, options);
}

