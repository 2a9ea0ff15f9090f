import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { CREDENTIALS, refusedNow, whatsmate } from "./client.mjs";
import { record } from "./recorder.mjs";

const run = promisify(execFile);
const ENTRY = new URL("../../pkg/index.js", import.meta.url).href;
const ID = "env-client@example.com";
const SECRET = "env-canary-0123456789";
const PAIR = { WHATSMATE_CLIENT_ID: ID, WHATSMATE_CLIENT_SECRET: SECRET };

const SCRIPT = `
  const { WhatsMate } = await import(process.argv[1]);
  const report = {};
  try {
    const wm = new WhatsMate(JSON.parse(process.argv[2]));
    await wm.whatsapp(3).sendText({ number: "12025550123", message: "Hi" });
    report.sent = true;
  } catch (error) {
    Object.assign(report, { name: error.name, field: error.field, message: error.message });
  }
  console.log(JSON.stringify(report));
`;

/** Makes one call in a process of its own, with these variables and this config. */
async function inChild(variables, config = {}) {
  const env = { ...process.env, ...variables };
  const args = ["--input-type=module", "--eval", SCRIPT, ENTRY, JSON.stringify(config)];
  const { stdout } = await run(process.execPath, args, { env, timeout: 60_000 });
  return JSON.parse(stdout);
}

test("credentials and base URL come from the environment", async (t) => {
  const server = await record(t);
  assert.deepEqual(await inChild({ ...PAIR, WHATSMATE_BASE_URL: `${server.url}/proxy/` }), { sent: true });
  assert.equal(server.last.headers["x-wm-client-id"], ID);
  assert.equal(server.last.headers["x-wm-client-secret"], SECRET);
  assert.equal(server.last.target, "/proxy/v3/whatsapp/single/text/message/3");
});

test("what the config gives goes before the environment", async (t) => {
  const server = await record(t);
  const variables = { ...PAIR, WHATSMATE_BASE_URL: "https://nowhere.example.com" };
  assert.deepEqual(await inChild(variables, { ...CREDENTIALS, baseUrl: server.url }), { sent: true });
  assert.equal(server.last.headers["x-wm-client-id"], CREDENTIALS.clientId);
  assert.equal(server.last.headers["x-wm-client-secret"], CREDENTIALS.clientSecret);
});

test("credentials of the environment are never mixed with given ones", async (t) => {
  const server = await record(t);
  for (const [key, missing] of [["clientId", "clientSecret"], ["clientSecret", "clientId"]]) {
    const report = await inChild(PAIR, { [key]: CREDENTIALS[key], baseUrl: server.url });
    assert.deepEqual([report.name, report.field], ["InvalidInputError", `config.${missing}`]);
    assert.ok(!report.message.includes(SECRET), report.message);
  }
  assert.equal(server.requests.length, 0);
});

test("a base URL of the environment alone is enough for a relay", async (t) => {
  const server = await record(t);
  assert.deepEqual(await inChild({ WHATSMATE_BASE_URL: server.url }), { sent: true });
  assert.equal(server.last.headers["x-wm-client-id"], undefined);
});

test("a base URL of the environment is checked like a given one", async () => {
  for (const url of ["http://api.whatsmate.net", "https://user:pw@api.whatsmate.net", "ftp://127.0.0.1", "https://a.example/?b"]) {
    const report = await inChild({ ...PAIR, WHATSMATE_BASE_URL: url });
    assert.equal(report.name, "InvalidInputError");
    assert.match(`${report.field} ${report.message}`, /baseUrl|WHATSMATE_BASE_URL/);
  }
});

test("an environment without credentials is told what to do", async () => {
  const report = await inChild({});
  assert.equal(report.name, "InvalidInputError");
  assert.match(report.message, /WHATSMATE_CLIENT_ID|clientId/);
});

/** Makes this process look like a page, or a web worker, for one test. */
function pretend(t, name) {
  assert.equal(name in globalThis, false);
  globalThis[name] = name === "document" ? {} : class WorkerGlobalScope {};
  t.after(() => { delete globalThis[name]; });
}

for (const name of ["document", "WorkerGlobalScope"]) {
  test(`where ${name} exists a secret is refused, unless the host is loopback or it is allowed`, (t) => {
    const { WhatsMate, Translation } = whatsmate;
    assert.ok(new WhatsMate(CREDENTIALS));
    pretend(t, name);
    for (const config of [
      CREDENTIALS,
      { ...CREDENTIALS, baseUrl: "https://relay.example.com", dangerouslyAllowBrowser: false },
      { ...CREDENTIALS, baseUrl: "https://127.0.0.1.example.com" },
      { ...CREDENTIALS, baseUrl: "https://localhost.example.com" },
    ]) {
      for (const make of [() => new WhatsMate(config), () => new Translation(config)]) {
        const error = refusedNow(make, /^config\./);
        assert.match(error.message, /relay/);
        assert.match(error.message, /dangerouslyAllowBrowser/);
      }
    }
    assert.ok(new WhatsMate({ ...CREDENTIALS, dangerouslyAllowBrowser: true }));
    assert.ok(new WhatsMate({ baseUrl: "https://relay.example.com" }));
    for (const baseUrl of ["http://127.0.0.1:9470", "http://localhost:9470", "http://[::1]:9470", "https://localhost"]) {
      assert.ok(new WhatsMate({ ...CREDENTIALS, baseUrl }));
    }
  });
}

for (const [name, value] of [
  ["a new line", "a\nb"], ["a carriage return", "a\rb"], ["a NUL", "a\0b"], ["an escape", "a\u001bb"], ["a DEL", "a\u007fb"],
  ["a tab", "a\tb"], ["letters beyond Latin-1", "a\u0416b"], ["an emoji", "a\u{1f600}b"], ["a lone surrogate", "a\ud800b"],
]) {
  test(`credentials with ${name} are refused and not shown`, () => {
    const secret = `canary-${value}-0123456789`;
    const forSecret = refusedNow(
      () => new whatsmate.WhatsMate({ clientId: "client@example.com", clientSecret: secret }), "config.clientSecret");
    assert.ok(!forSecret.message.includes("canary"), forSecret.message);
    refusedNow(() => new whatsmate.WhatsMate({ clientId: secret, clientSecret: "x" }), "config.clientId");
  });
}

test("credentials with letters of Latin-1 are sent", async (t) => {
  const server = await record(t);
  const secret = "canary \u00e9\u00fc\u00ff \"x\"";
  const wm = new whatsmate.WhatsMate({ clientId: "cli\u00e9nt@example.com", clientSecret: secret, baseUrl: server.url });
  await wm.whatsapp(3).sendText({ number: "12025550123", message: "Hi" });
  assert.equal(server.last.headers["x-wm-client-id"], "cli\u00e9nt@example.com");
  assert.equal(server.last.headers["x-wm-client-secret"], secret);
});
