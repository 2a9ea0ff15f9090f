// whatsmate/slim: the wasm comes from wherever its user says.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";
import { record } from "./recorder.mjs";

const run = promisify(execFile);
const OTHER = new URL("../../sandbox/pkg/sandbox_bg.wasm", import.meta.url).href;
const pkg = (file) => new URL(`../../pkg/${file}`, import.meta.url).href;

/** Initialises from what the code gives and sends a text, in a process of its own; tells what came of it. */
async function inChild(source, baseUrl = "http://127.0.0.1:9") {
  const script = `
    import { readFile } from "node:fs/promises";
    import { createContext, runInContext } from "node:vm";
    import { init, WasmUnavailableError, WhatsMate } from ${JSON.stringify(pkg("slim-node.js"))};
    const bytes = await readFile(new URL(${JSON.stringify(pkg("whatsmate.wasm"))}));
    try {
      ${source}
      const whatsmate = new WhatsMate({ baseUrl: ${JSON.stringify(baseUrl)} });
      const { status } = await whatsmate.whatsapp(3).sendText({ number: "12025550123", message: "Hi" });
      console.log(status);
    } catch (error) {
      console.log(error.name + ": " + error.message);
    }`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], { timeout: 60_000 });
  return stdout.trim();
}

const SOURCES = {
  "the file beside it": "await init();",
  "a file's address": `await init(${JSON.stringify(pkg("whatsmate.wasm"))});`,
  bytes: "await init(bytes);",
  "an ArrayBuffer": "await init(new Uint8Array(bytes).buffer);",
  "a compiled module": "await init(await WebAssembly.compile(bytes));",
  "another realm's module": "await init(new (runInContext('WebAssembly', createContext({})).Module)(bytes));",
  "a Response": "await init(new Response(bytes));",
  "a promise of a Response": "await init(Promise.resolve(new Response(bytes)));",
  "two, of which the first counts": "await init(bytes); await init('http://127.0.0.1:9/none');",
};
for (const [name, source] of Object.entries(SOURCES)) {
  test(`the wasm comes from ${name}`, async (t) => {
    const server = await record(t);
    assert.equal(await inChild(source, server.url), "queued");
    assert.equal(server.requests.length, 1);
  });
}

test("the wasm comes from a server", async (t) => {
  const server = await record(t);
  server.answer({ type: "application/wasm", body: await readFile(new URL(pkg("whatsmate.wasm"))) });
  assert.equal(await inChild(`await init(new URL("${server.url}/whatsmate.wasm"));`, server.url), "queued");
});

test("an error page is no wasm, and says so", async (t) => {
  const server = await record(t);
  const missing = { status: 404, type: "text/html", body: "<h1>Not found</h1>" };
  server.answer(missing, missing);
  for (const source of [`"${server.url}/w.wasm"`, `await fetch("${server.url}/w.wasm")`]) {
    assert.match(await inChild(`await init(${source});`), /^Error: .*\/w\.wasm answered 404$/);
  }
});

test("what is no wasm, or another one, is refused by name, and the right one still comes", async () => {
  const none = 'await init(new TextEncoder().encode("<!doctype html>")).catch((error) => console.log(error.message));';
  const other = `await init(${JSON.stringify(OTHER)}).catch((error) => console.log(error.message));`;
  const [first, second, last] = (await inChild(`${none} ${other} await init(bytes);`)).split("\n");
  assert.equal(first, "what was given is no wasm");
  assert.match(second, /not the wasm that belongs to this version/);
  assert.match(last, /^ConnectionError/);
});

test("a host without WebAssembly says so at once", async () => {
  assert.match(await inChild("delete globalThis.WebAssembly; await init(bytes);"), /^WasmUnavailableError: /);
});

test("without init nothing works, and the error says what to do", async () => {
  assert.match(await inChild(""), /^WasmUnavailableError: .*await init\(\)/);
});
