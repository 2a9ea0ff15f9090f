import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, client, failure, NUMBER, whatsmate } from "./client.mjs";
import { ANSWERS, record } from "./recorder.mjs";

const PDF = "https://files.example.com/one.pdf?token=abc";
const JOB = ANSWERS.submitted.id;
const TEXT = "text/plain; charset=utf-8";
const SEND = "POST /v3/whatsapp/single/text/message";

const send = (w) => w.whatsapp(3).sendText({ number: NUMBER, message: "Hi" });
const upload = (w) => w.telegram(3).sendAudio({ number: NUMBER, audio: bytes(1000), filename: "a.mp3" });
const translate = (w) => w.translation.translate({ fromLang: "en", toLang: "es", text: "Hello" });
const codes = (w) => w.translation.supportedCodes();
const extract = (w) => w.pdf.extract(PDF);
const submit = (w) => w.pdf.submit(PDF);
const check = (w) => w.pdf.check(JOB);
const retrieve = (w) => w.pdf.retrieveText(JOB);
const CALLS = { send, upload, translate, codes, extract, submit, check, retrieve };
const CARRIES_DELIVERY = ["send", "upload", "submit"];

async function answered(t, answer, call) {
  const server = await record(t);
  server.answer(answer);
  const error = await failure(() => call(client(server)));
  assert.equal(server.requests.length, 1);
  return error;
}

function isA(error, name, code) {
  assert.ok(error instanceof whatsmate[name], `expected ${name}, got ${error.name}: ${error.message}`);
  assert.ok(error instanceof whatsmate.WhatsMateError);
  assert.ok(error instanceof Error);
  assert.equal(error.name, name);
  assert.equal(error.code, code);
  assert.ok(error.message.length > 0);
}

const STATUSES = [
  [400, "ApiError", "api_error"], [401, "AuthenticationError", "authentication"], [403, "AuthenticationError", "authentication"],
  [404, "ApiError", "api_error"], [409, "ApiError", "api_error"], [418, "ApiError", "api_error"],
  [429, "RateLimitError", "rate_limited"], [444, "QuotaExceededError", "quota_exceeded"],
  [469, "QuotaExceededError", "quota_exceeded"], [471, "ApiError", "api_error"], [499, "ApiError", "api_error"],
  [500, "ApiError", "api_error"], [502, "ApiError", "api_error"], [503, "ApiError", "api_error"], [599, "ApiError", "api_error"],
  [201, "ApiError", "api_error"], [202, "ApiError", "api_error"], [206, "ApiError", "api_error"],
];

for (const [status, name, code] of STATUSES) {
  test(`${status} is an ${name} of every call`, async (t) => {
    for (const [key, call] of Object.entries(CALLS)) {
      const body = { error_message: `No: "${status}" \u00fc` };
      const error = await answered(t, { status, body }, call);
      isA(error, name, code);
      assert.ok(error instanceof whatsmate.ApiError);
      assert.equal(error.status, status);
      assert.equal(error.errorMessage, body.error_message);
      assert.equal(error.body, JSON.stringify(body));
      assert.ok(error.message.includes(body.error_message), error.message);
      const delivery = status >= 400 && status < 500 ? "not-sent" : "unknown";
      assert.equal(error.delivery, CARRIES_DELIVERY.includes(key) ? delivery : undefined, key);
    }
  });
}

test("a status other than 200 is a failure even with the body of a success", async (t) => {
  isA(await answered(t, { status: 201, body: ANSWERS.queued }, send), "ApiError", "api_error");
  const text = await answered(t, { status: 203, type: TEXT, body: "Hola" }, translate);
  isA(text, "ApiError", "api_error");
  assert.deepEqual([text.status, text.body, text.errorMessage], [203, "Hola", undefined]);
});

test("204 has no body", async (t) => {
  const error = await answered(t, { status: 204, type: null }, send);
  isA(error, "ApiError", "api_error");
  assert.deepEqual([error.status, error.body], [204, ""]);
});

test("a failure that is no JSON keeps its text", async (t) => {
  for (const [type, body] of [["text/html", "<h1>Bad gateway</h1>"], [TEXT, "busy"], [null, "?"], ["application/json", "{\"error"]]) {
    const error = await answered(t, { status: 502, type, body }, send);
    isA(error, "ApiError", "api_error");
    assert.deepEqual([error.status, error.body, error.errorMessage], [502, body, undefined]);
    assert.doesNotMatch(error.message, /undefined|null/);
  }
});

test("the trial's quota and the paid one are told apart", async (t) => {
  assert.equal((await answered(t, { status: 444, body: { error_message: "x" } }, translate)).trial, true);
  assert.equal((await answered(t, { status: 469, body: { error_message: "x" } }, translate)).trial, false);
});

test("retryAfter is in milliseconds", async (t) => {
  const after = async (value) => {
    const headers = value === undefined ? {} : { "Retry-After": value };
    return (await answered(t, { status: 429, body: { error_message: "slow" }, headers }, send)).retryAfter;
  };
  assert.equal(await after("7"), 7000);
  assert.equal(await after("3600"), 3_600_000);
  assert.equal(await after(undefined), undefined);
  assert.equal(await after("soon"), undefined);
  const date = await after(new Date(Date.now() + 100_000).toUTCString());
  assert.ok(date > 60_000 && date <= 101_000, String(date));
});

test("an error_message with 200 is an ApiError of every call", async (t) => {
  for (const [key, call] of Object.entries(CALLS)) {
    const error = await answered(t, { body: { error_message: "No such gateway" } }, call);
    isA(error, "ApiError", "api_error");
    assert.deepEqual([error.status, error.errorMessage], [200, "No such gateway"]);
    assert.equal(error.delivery, CARRIES_DELIVERY.includes(key) ? "unknown" : undefined, key);
  }
  const both = await answered(t, { body: { ...ANSWERS.queued, error_message: "No such gateway" } }, send);
  isA(both, "ApiError", "api_error");
});

test("the body of an error is cut at 64 KiB", async (t) => {
  const ascii = await answered(t, { status: 500, type: TEXT, body: "x".repeat(200_000) }, send);
  assert.equal(ascii.body, "x".repeat(65536));
  const wide = "\u4e2d".repeat(50_000);
  const cut = await answered(t, { status: 500, type: TEXT, body: wide }, send);
  assert.ok(wide.startsWith(cut.body), "the last letter is broken");
  assert.ok(cut.body.length >= 21_845 - 1 && Buffer.byteLength(cut.body) <= 65536, String(cut.body.length));
  const whole = await answered(t, { status: 500, type: TEXT, body: "y".repeat(65536) }, send);
  assert.equal(whole.body.length, 65536);
});

const NOT_QUEUED = [
  { type: "text/html", body: "<html>Welcome</html>" }, { body: "" }, { type: null, body: "" }, { body: "{\"status\":\"queued\"" },
  { body: {} }, { body: "[]" }, { body: "null" }, { body: "\"queued\"" }, { body: "5" }, { body: { status: "queued" } },
  { body: { status: "queued", id: "" } }, { body: { status: "queued", id: 7 } }, { body: { status: "queued", id: null } },
];

test("a 200 that queues nothing is unexpected", async (t) => {
  for (const answer of NOT_QUEUED) {
    for (const [key, call] of Object.entries({ send, upload, submit, check })) {
      const error = await answered(t, answer, call);
      isA(error, "UnexpectedResponseError", "unexpected_response");
      assert.equal(error.status, 200);
      assert.equal(error.body, typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
      assert.equal(error.delivery, key === "check" ? undefined : "unknown");
    }
  }
});

test("any string that is not empty is an id", async (t) => {
  const server = await record(t);
  const wm = client(server);
  for (const id of ["1", "not a uuid", "\u{1f600}"]) {
    server.answer({ body: { status: "queued", id } }, { body: { id, status: "Waiting for a page" } });
    assert.deepEqual(await send(wm), { id, status: "queued" });
    assert.deepEqual(await check(wm), { id, status: "Waiting for a page" });
  }
});

test("a 200 that is no map of codes is unexpected", async (t) => {
  for (const answer of [
    { type: "text/html", body: "<html>" }, { body: "" }, { body: "[]" }, { body: "null" }, { body: { en: 5 } }, { body: "{" },
  ]) isA(await answered(t, answer, codes), "UnexpectedResponseError", "unexpected_response");
});

test("a page of HTML is no translation and no text of a PDF", async (t) => {
  for (const call of [translate, extract, retrieve]) {
    const error = await answered(t, { type: "text/html; charset=utf-8", body: "<html>Log in</html>" }, call);
    isA(error, "UnexpectedResponseError", "unexpected_response");
    assert.deepEqual([error.status, error.body], [200, "<html>Log in</html>"]);
  }
});

test("JSON where text is due is unexpected", async (t) => {
  for (const call of [translate, extract]) {
    isA(await answered(t, { body: { text: "Hola" } }, call), "UnexpectedResponseError", "unexpected_response");
  }
});

test("text is text by its Content-Type, whatever it looks like", async (t) => {
  const server = await record(t);
  const wm = client(server);
  const texts = ["{\"error_message\":\"x\"}", "{\"id\":\"1\",\"status\":\"Processing\"}", " <b>a</b>\n", "a\u2028\u{1f600}\u00fc", "null"];
  for (const call of [translate, extract, retrieve]) {
    for (const body of texts) {
      for (const type of ["text/plain", TEXT, "TEXT/PLAIN;charset=UTF-8"]) {
        server.answer({ type, body });
        assert.equal(await call(wm), body);
      }
    }
  }
});

test("JSON is JSON by its Content-Type, with parameters and in capitals too", async (t) => {
  const server = await record(t);
  for (const type of ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"]) {
    server.answer({ type, body: ANSWERS.codes });
    assert.deepEqual({ ...(await codes(client(server))) }, ANSWERS.codes);
    isA(await answered(t, { type, body: { error_message: "x" } }, translate), "ApiError", "api_error");
  }
});

test("letters cut in the middle by the network come whole", { timeout: 60_000 }, async (t) => {
  const server = await record(t);
  const text = "\u00fc\u4e2d\u{1f600}".repeat(20);
  server.answer({ action: "drip", type: TEXT, body: text });
  assert.equal(await translate(client(server)), text);
});

test("a 3xx is unexpected and never followed", async (t) => {
  for (const status of [301, 302, 303, 304, 307, 308]) {
    for (const call of Object.values(CALLS)) {
      const error = await answered(t, { status, headers: { Location: "/bare" }, type: TEXT }, call);
      isA(error, "UnexpectedResponseError", "unexpected_response");
      assert.equal(error.status, status);
    }
    assert.equal((await answered(t, { status, headers: { Location: "/bare" } }, send)).delivery, "unknown");
  }
});

test("retrieveText: JSON tells that the text is not ready, or never will be", async (t) => {
  for (const status of ["submitted", "Processing", "Completed", "In the queue"]) {
    const error = await answered(t, { body: { id: JOB, status } }, retrieve);
    isA(error, "JobNotReadyError", "job_not_ready");
    assert.deepEqual([error.jobId, error.status], [JOB, status]);
  }
  for (const status of ["Failed", "Failed: the file is no PDF"]) {
    const error = await answered(t, { body: { id: JOB, status } }, retrieve);
    isA(error, "JobFailedError", "job_failed");
    assert.deepEqual([error.jobId, error.status], [JOB, status]);
  }
});

test("every error names its endpoint, without a query", async (t) => {
  const expected = {
    send: SEND, upload: "POST /v3/telegram/single/audio/message", translate: "POST /v1/translation/translate",
    codes: "GET /v1/translation/supported-codes", extract: "GET /v1/pdf/extract", submit: "GET /v1/pdf/job/submit",
    check: "GET /v1/pdf/job/check", retrieve: "GET /v1/pdf/job/retrieve_text",
  };
  for (const [key, call] of Object.entries(CALLS)) {
    for (const answer of [{ status: 500 }, { status: 302 }, { action: "reset" }]) {
      const { endpoint } = await answered(t, answer, call);
      assert.ok(endpoint.startsWith(expected[key]), endpoint);
      assert.doesNotMatch(endpoint, /[?]|token/);
    }
  }
});
