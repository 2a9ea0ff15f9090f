import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { test } from "node:test";
import { compileFunction, createContext, runInContext } from "node:vm";
import { cjs } from "./cjs.mjs";
import { bytes, client, CREDENTIALS, failure, NUMBER, whatsmate } from "./client.mjs";
import { ANSWERS, record } from "./recorder.mjs";

const require = createRequire(import.meta.url);
const queued = { id: ANSWERS.queued.id, status: "queued" };
const EXPECTED = [
  "AbortError", "ApiError", "AuthenticationError", "ConnectionError", "InvalidInputError", "JobFailedError", "JobNotReadyError",
  "Media", "PdfToText", "QuotaExceededError", "RateLimitError", "Telegram", "TimeoutError", "Translation",
  "UnexpectedResponseError", "WasmUnavailableError", "WhatsApp", "WhatsMate", "WhatsMateError", "isWhatsMateError",
];

const names = (library) => Object.keys(library).filter((name) => name !== "default" && name !== "module.exports").sort();

test("both copies have the exports of the contract", () => {
  for (const name of EXPECTED) {
    assert.equal(typeof whatsmate[name], "function", name);
    assert.equal(typeof cjs[name], "function", name);
  }
});

test("require gives the same names as import", () => {
  assert.deepEqual(names(cjs), names(whatsmate));
});

test("require makes calls", async (t) => {
  const server = await record(t);
  const wm = client(server, {}, cjs);
  assert.deepEqual(await wm.whatsapp(3).sendText({ number: NUMBER, message: "Hi" }), queued);
  assert.equal(server.last.body.toString(), JSON.stringify({ number: NUMBER, message: "Hi" }));
  assert.deepEqual(await wm.telegram(3).sendImage({ number: NUMBER, image: bytes(1000) }), queued);
  assert.equal(server.lastJson.image, bytes(1000).toString("base64"));
  assert.equal(await wm.translation.translate({ fromLang: "en", toLang: "es", text: "Hello" }), ANSWERS.translation);
  server.answer({ status: 401, body: { error_message: "Wrong pair" } });
  const error = await failure(() => wm.pdf.check("job"));
  assert.ok(error instanceof cjs.AuthenticationError);
  assert.equal(error.errorMessage, "Wrong pair");
});

test("import of the CommonJS file gives the same copy", async () => {
  const imported = await import("../../pkg/cjs/index.js");
  for (const name of EXPECTED) assert.equal(imported.default[name], cjs[name], name);
});

test("the package's name leads to these files", async () => {
  const inside = createRequire(new URL("../../pkg/package.json", import.meta.url));
  assert.equal(inside("whatsmate"), cjs);
  assert.equal(inside.resolve("whatsmate"), require.resolve("../../pkg/cjs/index.js"));
});

test("the package needs no other package", () => {
  const manifest = require("../../pkg/package.json");
  assert.equal(manifest.name, "whatsmate");
  for (const kind of ["dependencies", "peerDependencies", "optionalDependencies"]) {
    assert.deepEqual(Object.keys(manifest[kind] ?? {}), [], kind);
  }
});

/** Loads a CommonJS file and what it requires inside a realm of its own, as Jest does. */
function loadInRealm(context, path, cache = new Map()) {
  if (cache.has(path)) return cache.get(path).exports;
  const module = { exports: runInContext("({})", context) };
  cache.set(path, module);
  const local = createRequire(path);
  const requireHere = (name) => (name.startsWith(".") ? loadInRealm(context, local.resolve(name), cache) : local(name));
  const parameters = ["exports", "require", "module", "__filename", "__dirname"];
  const body = compileFunction(readFileSync(path, "utf8"), parameters, { parsingContext: context, filename: path });
  body.call(module.exports, module.exports, requireHere, module, path, dirname(path));
  return module.exports;
}

function realm(more) {
  const context = createContext({});
  context.globalThis = context;
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    // The realm keeps the built-ins that it was born with: that is what makes it another one.
    if (name in context || runInContext(`typeof ${name}`, context) !== "undefined") continue;
    context[name] = globalThis[name];
  }
  Object.assign(context, more);
  return loadInRealm(context, require.resolve("../../pkg/cjs/index.js"));
}

test("another realm: calls, media and errors work as in one", async (t) => {
  const server = await record(t);
  const foreign = realm();
  const wm = client(server, {}, foreign);
  // A promise and an object of another realm are not of this one's classes, so they are compared by what they hold.
  assert.deepEqual({ ...(await wm.whatsapp(3).sendText({ number: NUMBER, message: "Hi" })) }, queued);
  await wm.whatsapp(3).sendImage({ number: NUMBER, image: bytes(1000) });
  assert.equal(server.lastJson.image, bytes(1000).toString("base64"));
  await wm.whatsapp(3).sendImage({ number: NUMBER, image: new Blob([bytes(1000)]) });
  assert.equal(server.lastJson.image, bytes(1000).toString("base64"));
  const media = await foreign.Media.encode(bytes(1000));
  await client(server).whatsapp(3).sendImage({ number: NUMBER, image: media });
  assert.equal(server.lastJson.image, bytes(1000).toString("base64"));
  await wm.whatsapp(3).sendImage({ number: NUMBER, image: await whatsmate.Media.encode(bytes(1000)) });
  assert.equal(server.lastJson.image, bytes(1000).toString("base64"));
  await wm.whatsapp(3).sendUrl({ number: NUMBER, url: new URL("https://example.com/a b") });
  assert.equal(server.lastJson.url, "https://example.com/a%20b");
});

test("another realm: instanceof works across", async (t) => {
  const server = await record(t);
  const foreign = realm();
  assert.notEqual(foreign.ApiError, whatsmate.ApiError);
  const wm = new foreign.WhatsMate({ ...CREDENTIALS, baseUrl: server.url, maxRetries: 0 });
  server.answer({ status: 401 });
  const theirs = await wm.pdf.check("job").catch((error) => error);
  assert.ok(theirs instanceof whatsmate.AuthenticationError);
  assert.ok(theirs instanceof whatsmate.ApiError);
  assert.equal(theirs instanceof whatsmate.RateLimitError, false);
  assert.ok(whatsmate.isWhatsMateError(theirs));
  server.answer({ status: 401 });
  const ours = await failure(() => client(server).pdf.check("job"));
  assert.ok(ours instanceof foreign.AuthenticationError);
  assert.equal(ours instanceof foreign.ConnectionError, false);
  assert.ok(foreign.isWhatsMateError(ours));
});

test("another realm: a refused connection is told as such", async () => {
  const fetch = () => Promise.reject(new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code: "ECONNREFUSED" }) }));
  const foreign = realm({ fetch });
  const wm = new foreign.WhatsMate({ ...CREDENTIALS, maxRetries: 0 });
  const error = await wm.whatsapp(3).sendText({ number: NUMBER, message: "Hi" }).catch((thrown) => thrown);
  assert.equal(error.name, "ConnectionError");
  assert.equal(error.delivery, "not-sent");
});
