import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { cjs } from "./cjs.mjs";
import { bytes, client, failure, NUMBER, whatsmate } from "./client.mjs";
import { record, refusingUrl } from "./recorder.mjs";

const run = promisify(execFile);
const ENTRY = new URL("../../pkg/index.js", import.meta.url);
const JOB = { id: "job", status: "Processing" };

/** class → the class it extends */
const TREE = {
  InvalidInputError: "WhatsMateError",
  ApiError: "WhatsMateError",
  AuthenticationError: "ApiError",
  QuotaExceededError: "ApiError",
  RateLimitError: "ApiError",
  UnexpectedResponseError: "WhatsMateError",
  ConnectionError: "WhatsMateError",
  TimeoutError: "WhatsMateError",
  AbortError: "WhatsMateError",
  InterruptedError: "WhatsMateError",
  JobNotReadyError: "WhatsMateError",
  JobFailedError: "WhatsMateError",
  WasmUnavailableError: "WhatsMateError",
};

const send = (w, o) => w.whatsapp(3).sendText({ number: NUMBER, message: "Hi" }, o);

/** What a list says of a message that its ledger does not know the fate of. */
async function interruption(wm) {
  const ledger = { find: () => ({ status: "unknown" }), begin() {}, end() {} };
  const { value } = await wm.whatsapp(3).sendMany([{ kind: "text", number: NUMBER, message: "Hi" }], { ledger }).next();
  return value.error;
}

/** One error of each class that a call can give, by a copy of the package. */
async function oneOfEach(t, library) {
  const server = await record(t);
  const wm = client(server, {}, library);
  const after = (answer, call) => {
    server.answer(answer);
    return failure(() => call(wm));
  };
  return {
    InvalidInputError: await failure(() => send(wm, { timeout: "x" })),
    ApiError: await after({ status: 500 }, send),
    AuthenticationError: await after({ status: 401 }, send),
    QuotaExceededError: await after({ status: 444 }, send),
    RateLimitError: await after({ status: 429 }, send),
    UnexpectedResponseError: await after({ status: 302 }, send),
    ConnectionError: await failure(async () => send(client({ url: await refusingUrl() }, {}, library))),
    TimeoutError: await after({ action: "hang" }, (w) => send(w, { timeout: 200 })),
    AbortError: await failure(() => send(wm, { signal: AbortSignal.abort() })),
    InterruptedError: await interruption(wm),
    JobNotReadyError: await after({ body: JOB }, (w) => w.pdf.retrieveText("job")),
    JobFailedError: await after({ body: { ...JOB, status: "Failed: x" } }, (w) => w.pdf.retrieveText("job")),
  };
}

/** The names of the classes that `error` is an instance of, by a copy's own classes. */
const kinds = (error, library) => ["WhatsMateError", ...Object.keys(TREE)].filter((name) => error instanceof library[name]);
const ancestors = (name) => (name === "WhatsMateError" ? [name] : [name, ...ancestors(TREE[name])]);

test("the class tree is the one of the contract", () => {
  for (const [name, parent] of Object.entries(TREE)) {
    assert.equal(Object.getPrototypeOf(whatsmate[name]), whatsmate[parent], name);
    assert.equal(whatsmate[name].name, name);
  }
  assert.equal(Object.getPrototypeOf(whatsmate.WhatsMateError), Error);
});

test("instanceof tells the classes apart, in each copy and across both", { timeout: 60_000 }, async (t) => {
  for (const from of [whatsmate, cjs]) {
    const errors = await oneOfEach(t, from);
    assert.equal(Object.keys(errors).length, Object.keys(TREE).length - 1);
    for (const [name, error] of Object.entries(errors)) {
      for (const by of [whatsmate, cjs]) assert.deepEqual(kinds(error, by).sort(), ancestors(name).sort(), name);
      assert.ok(error instanceof Error);
      assert.equal(error.name, name);
      assert.equal(Object.prototype.toString.call(error), "[object Error]");
      assert.ok(String(error).startsWith(`${name}: `), String(error));
      assert.match(error.stack, new RegExp(name));
      assert.ok(whatsmate.isWhatsMateError(error));
      assert.ok(cjs.isWhatsMateError(error));
    }
  }
});

test("instanceof works across two copies of the ESM files", { timeout: 60_000 }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-copy-"));
  t.after(() => rm(folder, { recursive: true }));
  await cp(new URL(".", ENTRY), folder, { recursive: true });
  const copy = await import(pathToFileURL(join(folder, "index.js")));
  assert.notEqual(copy.ApiError, whatsmate.ApiError);
  const server = await record(t);
  server.answer({ status: 401 });
  const error = await failure(() => send(client(server, {}, copy)));
  assert.deepEqual(kinds(error, whatsmate).sort(), ["ApiError", "AuthenticationError", "WhatsMateError"]);
  const image = await copy.Media.encode(bytes(10));
  await client(server).whatsapp(3).sendImage({ number: NUMBER, image });
  assert.equal(server.lastJson.image, bytes(10).toString("base64"));
});

test("instanceof of a class that a user derives is the language's own", async (t) => {
  class Mine extends whatsmate.ApiError {}
  const server = await record(t);
  server.answer({ status: 500 });
  const error = await failure(() => send(client(server)));
  assert.equal(error instanceof Mine, false);
});

test("instanceof and isWhatsMateError say no to everything else", () => {
  const others = [
    undefined, null, 5, "ApiError", {}, [], () => {}, Symbol("s"), new Error("x"), new TypeError("x"),
    new DOMException("x", "AbortError"), Object.assign(new Error("x"), { name: "ApiError", code: "api_error" }),
    { name: "ApiError", code: "api_error", message: "x" }, Object.create(null),
  ];
  for (const other of others) {
    assert.equal(whatsmate.isWhatsMateError(other), false);
    for (const name of ["WhatsMateError", ...Object.keys(TREE)]) assert.equal(other instanceof whatsmate[name], false, name);
  }
});

test("code is a property of the error, literal for each class", { timeout: 60_000 }, async (t) => {
  const errors = await oneOfEach(t, whatsmate);
  assert.deepEqual(Object.fromEntries(Object.entries(errors).map(([name, error]) => [name, error.code])), {
    InvalidInputError: "invalid_input",
    ApiError: "api_error",
    AuthenticationError: "authentication",
    QuotaExceededError: "quota_exceeded",
    RateLimitError: "rate_limited",
    UnexpectedResponseError: "unexpected_response",
    ConnectionError: "connection",
    TimeoutError: "timeout",
    AbortError: "aborted",
    InterruptedError: "interrupted",
    JobNotReadyError: "job_not_ready",
    JobFailedError: "job_failed",
  });
});

test("an InvalidInputError of a send or submit tells its endpoint and that nothing was sent", async (t) => {
  const wm = client(await record(t));
  const text = (m, o) => wm.whatsapp(3).sendText(m, o);
  const submit = (url, o) => wm.pdf.submit(url, o);
  const cases = [
    ["a wrong option of a send", "POST /v3/whatsapp/single/text/message", () => send(wm, { timeout: "x" })],
    ["a wrong number", "POST /v3/whatsapp/single/text/message", () => text({ number: "x", message: "Hi" })],
    ["no message", "POST /v3/whatsapp/single/text/message", () => text({ number: NUMBER })],
    ["an unknown key", "POST /v3/whatsapp/single/text/message", () => text({ number: NUMBER, message: "Hi", to: "x" })],
    ["a wrong type of media", "POST /v3/whatsapp/single/image/message",
      () => wm.whatsapp(3).sendImage({ number: NUMBER, image: 5 })],
    ["empty media", "POST /v3/whatsapp/single/image/message",
      () => wm.whatsapp(3).sendImage({ number: NUMBER, image: new Uint8Array(0) })],
    ["a wrong option of submit", "GET /v1/pdf/job/submit", () => submit("https://files.example.com/a.pdf", { timeout: "x" })],
    ["a wrong url of submit", "GET /v1/pdf/job/submit", () => submit("x")],
    ["a url of a wrong type", "GET /v1/pdf/job/submit", () => submit(5)],
  ];
  for (const [name, endpoint, call] of cases) {
    const error = await failure(call);
    assert.equal(error.delivery, "not-sent", name);
    assert.ok(`${error.endpoint}`.startsWith(endpoint), `${name}: ${error.endpoint}`);
  }
  for (const call of [() => text(undefined), () => text({ message: "Hi" }), () => text("Hi")]) {
    assert.equal((await failure(call)).delivery, "not-sent");
  }
});

test("each failure is an error of its own", async (t) => {
  const server = await record(t);
  const wm = client(server);
  server.answer({ status: 500, body: { error_message: "one" } }, { status: 500, body: { error_message: "two" } });
  const errors = await Promise.all([failure(() => send(wm)), failure(() => send(wm))]);
  assert.notEqual(errors[0], errors[1]);
  assert.deepEqual(errors.map((error) => error.errorMessage).sort(), ["one", "two"]);
});

const WITHOUT_WASM = `
  const refuse = () => { throw new WebAssembly.CompileError("Wasm code generation disallowed by embedder"); };
  if (typeof WebAssembly !== "undefined") {
    WebAssembly.Module = function Module() { refuse(); };
    for (const name of ["compile", "instantiate", "validate"]) WebAssembly[name] = async () => refuse();
  }
  const { WhatsMate, WasmUnavailableError, WhatsMateError, isWhatsMateError } = await import(process.argv[1]);
  try {
    const wm = new WhatsMate({ clientId: "client@example.com", clientSecret: "canary-secret-0123456789" });
    await wm.whatsapp(3).sendText({ number: "12025550123", message: "Hi" });
    console.log("no error");
  } catch (error) {
    const known = error instanceof WasmUnavailableError && error instanceof WhatsMateError && isWhatsMateError(error);
    console.log(known, error.name, error.code);
  }
`;

for (const flags of [[], ["--jitless"]]) {
  test(`a host that forbids wasm is named as such ${flags.join("")}`, { timeout: 60_000 }, async () => {
    const args = [...flags, "--input-type=module", "--eval", WITHOUT_WASM, ENTRY.href];
    const { stdout } = await run(process.execPath, args);
    assert.equal(stdout.trim(), "true WasmUnavailableError wasm_unavailable");
  });
}

test("the stack of what a constructor throws begins where it was called", () => {
  function callsIt() {
    return new whatsmate.WhatsMate({ timeout: -1 });
  }
  assert.throws(callsIt, ({ stack }) => /^InvalidInputError: .*\n\s+at callsIt /.test(stack));
});

test("what a host gives that no host should does no harm", async () => {
  const send = (config) =>
    new whatsmate.WhatsMate({ baseUrl: "https://relay.example.com", ...config })
      .whatsapp(1)
      .sendText({ number: "12025550123", message: "Hi" }, { maxRetries: 0 })
      .catch((error) => error);
  const token = await send({ headers: () => ({ authorization: "Bearer TOKEN-abc\nTOKEN-def" }) });
  assert.deepEqual([token.code, token.cause, /TOKEN/.test(token.message)], ["invalid_input", undefined, false]);
  const noText = { status: 200, headers: new Headers({ "content-type": "text/plain" }), text: async () => 5 };
  const answered = await new whatsmate.PdfToText({ baseUrl: "https://relay.example.com", fetch: () => noText })
    .retrieveText("job-1")
    .catch((error) => error);
  assert.equal(answered.code, "unexpected_response");
});
