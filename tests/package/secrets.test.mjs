import assert from "node:assert/strict";
import { Console } from "node:console";
import { Writable } from "node:stream";
import { test } from "node:test";
import { inspect } from "node:util";
import { cjs } from "./cjs.mjs";
import { bytes, client, clientWithFetch, CLIENT_ID, CLIENT_SECRET, CREDENTIALS, failure, NUMBER, whatsmate } from "./client.mjs";
import { record, refusingUrl } from "./recorder.mjs";

const send = (w, o) => w.whatsapp(3).sendText({ number: NUMBER, message: "Hi" }, o);

/** Everything that the usual ways of printing make of a value. */
function printed(value) {
  let out = "";
  const stream = new Writable({ write: (chunk, _, done) => { out += chunk; done(); } });
  const printer = new Console(stream, stream);
  printer.log(value);
  printer.log("%s %o %O %j", value, value, value, value);
  printer.dir(value, { depth: 20, showHidden: true });
  printer.table(value);
  const keys = [];
  const text = [
    out, String(value), `${JSON.stringify(value)}`, JSON.stringify({ value }),
    inspect(value, { depth: 20, showHidden: true, getters: true, maxStringLength: Infinity, maxArrayLength: Infinity }),
    inspect(value, { customInspect: false, depth: 20, showHidden: true, getters: true, showProxy: true }),
  ];
  for (let each = value; each !== null && typeof each === "object" && each !== Object.prototype; each = Object.getPrototypeOf(each)) {
    for (const key of Reflect.ownKeys(each)) {
      keys.push(String(key));
      let found;
      try {
        found = value[key];
      } catch {
        continue;
      }
      if (typeof found !== "function") text.push(inspect(found, { depth: 20, showHidden: true }));
    }
  }
  return [...text, ...keys, ...Object.keys(value), ...Object.values(value).map(String)].join("\n");
}

function showsNothing(value, secrets = [CLIENT_SECRET, CLIENT_ID]) {
  const text = printed(value);
  for (const secret of secrets) {
    const at = text.indexOf(secret);
    assert.equal(at, -1, `a credential is shown: …${text.slice(Math.max(0, at - 80), at + 40)}…`);
  }
}

for (const [copy, library] of [["ESM", whatsmate], ["CommonJS", cjs]]) {
  test(`${copy}: no object shows a credential`, async (t) => {
    const server = await record(t);
    const wm = client(server, {}, library);
    await send(wm);
    const config = { ...CREDENTIALS, baseUrl: server.url };
    const objects = [
      wm, wm.whatsapp(3), wm.telegram(3), wm.translation, wm.pdf,
      new library.WhatsApp({ ...config, instance: 3 }), new library.Telegram({ ...config, instance: 3 }),
      new library.Translation(config), new library.PdfToText(config), await library.Media.encode(bytes(100)),
    ];
    for (const object of objects) showsNothing(object);
  });
}

test("no answer shows a credential", async (t) => {
  const server = await record(t);
  showsNothing(await send(client(server)));
});

test("an answer that repeats the credentials is masked in message, errorMessage and body", async (t) => {
  const server = await record(t);
  const echo = `The pair ${CLIENT_ID} and ${CLIENT_SECRET}, ${CLIENT_SECRET}${CLIENT_SECRET} is wrong`;
  const answers = [
    { status: 401, body: { error_message: echo } },
    { status: 500, type: "text/html", body: `<p>${echo}</p>` },
    { status: 500, type: "text/plain", body: echo },
    { status: 200, body: { error_message: echo } },
    { status: 200, type: "text/html", body: `<p>${echo}</p>` },
    { status: 200, body: { status: echo } },
    { status: 302, type: "text/plain", body: echo, headers: { Location: `/${CLIENT_SECRET}` } },
    { status: 500, type: "text/plain", body: "x".repeat(65536 - 10) + CLIENT_SECRET },
  ];
  for (const [i, answer] of answers.entries()) {
    server.answer(answer);
    const error = await failure(() => send(client(server)));
    showsNothing(error);
    assert.ok(!error.body.includes(CLIENT_SECRET.slice(0, 10)), `answer ${i}: a part of the secret is shown`);
  }
  server.answer({ status: 401, body: { error_message: echo } });
  const { errorMessage } = await failure(() => send(client(server)));
  assert.match(errorMessage, /^The pair .+ is wrong$/);
});

test("a failed job's words are masked too", async (t) => {
  const server = await record(t);
  server.answer({ body: { id: "job", status: `Failed: no access for ${CLIENT_ID} ${CLIENT_SECRET}` } });
  const error = await failure(() => client(server).pdf.retrieveText("job"));
  assert.equal(error.name, "JobFailedError");
  showsNothing(error);
});

test("a cause that holds a credential is replaced by a copy of its name, message and code", async () => {
  const original = Object.assign(new TypeError(`invalid header value ${CLIENT_SECRET}`), { code: "ECONNRESET", request: CREDENTIALS });
  const error = await failure(() => send(clientWithFetch(() => { throw original; })));
  assert.equal(error.name, "ConnectionError");
  showsNothing(error);
  assert.notEqual(error.cause, original);
  assert.equal(error.cause.name, "TypeError");
  assert.equal(error.cause.code, "ECONNRESET");
  assert.match(error.cause.message, /^invalid header value /);
});

/** Places in what a fetch throws where a credential may hide. */
const HIDING = {
  "a property": () => Object.assign(new Error("x"), { config: { headers: { "X-WM-CLIENT-SECRET": CLIENT_SECRET } } }),
  "the cause of its cause": () => new Error("x", { cause: new Error("y", { cause: new Error(CLIENT_SECRET) }) }),
  "the errors of an AggregateError": () => new AggregateError([new Error("y"), new Error(CLIENT_SECRET)], "x"),
  "a Map": () => Object.assign(new Error("x"), { headers: new Map([["X-WM-CLIENT-SECRET", CLIENT_SECRET]]) }),
  "a Set": () => Object.assign(new Error("x"), { seen: new Set([CLIENT_SECRET]) }),
  Headers: () => Object.assign(new Error("x"), { headers: new Headers({ "X-WM-CLIENT-SECRET": CLIENT_SECRET }) }),
  "a list in a list": () => Object.assign(new Error("x"), { list: [[CLIENT_ID]] }),
  "the name of a property": () => Object.assign(new Error("x"), { [CLIENT_SECRET]: 1 }),
  "a symbol's property": () => Object.assign(new Error("x"), { [Symbol("kept")]: { secret: CLIENT_SECRET } }),
  "a hidden property": () => Object.defineProperty(new Error("x"), "config", { value: { secret: CLIENT_SECRET } }),
  "the stack": () => Object.assign(new Error("x"), { stack: `Error: x\n    at ${CLIENT_SECRET} (file.js:1:1)` }),
  "the code": () => Object.assign(new Error("x"), { code: CLIENT_SECRET }),
  "a string": () => `text with ${CLIENT_SECRET}`,
  "a plain object": () => ({ message: "x", secret: CLIENT_SECRET }),
};

for (const [place, make] of Object.entries(HIDING)) {
  test(`a credential in what a fetch throws is not shown: ${place}`, async () => {
    const error = await failure(() => send(clientWithFetch(() => Promise.reject(make()))));
    assert.equal(error.name, "ConnectionError");
    showsNothing(error);
  });
}

test("a cause without a credential is the original", async () => {
  const original = new TypeError("fetch failed", { cause: new Error("inner") });
  const error = await failure(() => send(clientWithFetch(() => Promise.reject(original))));
  assert.equal(error.cause, original);
});

test("a fetch that fails about the init shows nothing", async () => {
  const failing = (url, init) => {
    throw Object.assign(new Error(`can not send ${JSON.stringify([...new Headers(init.headers)])}`), { url, init });
  };
  showsNothing(await failure(() => send(clientWithFetch(failing))));
});

test("the failures of the real fetch show nothing", async (t) => {
  const server = await record(t);
  server.answer({ action: "reset" }, { action: "hang" });
  showsNothing(await failure(() => send(client(server))));
  showsNothing(await failure(() => send(client(server), { timeout: 200 })));
  const refusing = { url: await refusingUrl() };
  showsNothing(await failure(() => send(client(refusing))));
  showsNothing(await failure(() => send(client(server), { signal: AbortSignal.abort() })));
});

const MISPLACED = {
  "as a number": (wm) => wm.whatsapp(3).sendText({ number: CLIENT_SECRET, message: "Hi" }),
  "as a parameter's name": (wm) => wm.whatsapp(3).sendText({ number: NUMBER, message: "Hi", [CLIENT_SECRET]: 1 }),
  "as an option's name": (wm) => send(wm, { [CLIENT_SECRET]: 1 }),
  "in a job's id": (wm) => wm.pdf.check(`a/${CLIENT_SECRET}`),
  "in a url": (wm) => wm.pdf.extract(`ftp://${CLIENT_SECRET}/`),
  "as media": (wm) => wm.whatsapp(3).sendImage({ number: NUMBER, image: CLIENT_SECRET }),
};

for (const [place, call] of Object.entries(MISPLACED)) {
  test(`an input error does not repeat a credential given in the wrong place: ${place}`, async (t) => {
    const wm = client(await record(t));
    showsNothing(await failure(() => call(wm)));
  });
}

test("events show no credential and no body", async (t) => {
  const server = await record(t);
  const events = [];
  const wm = client(server, { onEvent: (event) => events.push(event) });
  server.answer({}, { status: 500, body: { error_message: CLIENT_SECRET } }, { action: "reset" });
  for (let i = 0; i < 3; i += 1) {
    await wm.whatsapp(3).sendText({ number: NUMBER, message: "canary in the body" }).catch(() => {});
  }
  assert.ok(events.length >= 5);
  for (const event of events) showsNothing(event, [CLIENT_SECRET, CLIENT_ID, "canary in the body", NUMBER]);
});

test("no credential is in a URL", async (t) => {
  const server = await record(t);
  const wm = client(server);
  await send(wm);
  await wm.pdf.extract("https://files.example.com/a.pdf");
  await wm.translation.supportedCodes();
  for (const { target } of server.requests) {
    assert.ok(!target.includes(CLIENT_SECRET) && !decodeURIComponent(target).includes(CLIENT_ID), target);
  }
});

test("of a long answer that repeats a credential no part of one is left at its end", async (t) => {
  const server = await record(t);
  const clientSecret = "0123456789abcdefghijklmnopqrstuvwxyz".repeat(4).slice(0, 135);
  const wm = new whatsmate.WhatsMate({ ...CREDENTIALS, clientSecret, baseUrl: server.url });
  const body = `${clientSecret} `.repeat(1_200);
  for (const answer of [{ status: 500, body }, { status: 200, body, type: "text/html" }]) {
    server.answer(answer);
    const error = await failure(() => send(wm, { maxRetries: 0 }));
    assert.equal(error.body.replace(/[* ]/g, ""), "");
  }
});

test("of a long message that ends in a credential no part of it is left", async () => {
  const cause = new Error(`${"x".repeat(2 ** 17 - 10)}${CLIENT_SECRET}`);
  const wm = new whatsmate.WhatsMate({ ...CREDENTIALS, baseUrl: "http://127.0.0.1:9", fetch: () => Promise.reject(cause) });
  const error = await failure(() => send(wm, { maxRetries: 0 }));
  for (const text of [error.message, error.cause.message]) {
    assert.match(text, /x$/, text.slice(-40));
  }
});

test("a credential that no header could carry is refused, and not shown", () => {
  const clientSecret = "s".repeat(5_000);
  assert.throws(() => new whatsmate.WhatsMate({ ...CREDENTIALS, clientSecret }), ({ name, field, message }) => {
    assert.deepEqual([name, field], ["InvalidInputError", "config.clientSecret"]);
    return !message.includes("ssss");
  });
  assert.ok(new whatsmate.WhatsMate({ ...CREDENTIALS, clientSecret: "s".repeat(4_096) }));
});
