import assert from "node:assert/strict";
import { test } from "node:test";
import { createRelay } from "../../pkg/relay.js";
import { createRelayListener } from "../../pkg/relay-node.js";
import { CREDENTIALS, refusedNow } from "./client.mjs";

const authorize = () => true;
const usual = { ...CREDENTIALS, authorize };

test("a relay needs credentials, and somebody who says who is let in", () => {
  refusedNow(() => createRelay(), "config");
  refusedNow(() => createRelay({ authorize }), "config.clientId");
  refusedNow(() => createRelay({ authorize, baseUrl: "https://other.example.com" }), "config.clientId");
  refusedNow(() => createRelay({ authorize, clientId: "me@example.com" }), "config.clientSecret");
  refusedNow(() => createRelay(CREDENTIALS), "config.authorize");
  refusedNow(() => createRelay({ ...CREDENTIALS, authorize: true }), "config.authorize");
});

test("its credentials may come from the environment", (t) => {
  t.after(() => {
    delete process.env.WHATSMATE_CLIENT_ID;
    delete process.env.WHATSMATE_CLIENT_SECRET;
  });
  process.env.WHATSMATE_CLIENT_ID = CREDENTIALS.clientId;
  process.env.WHATSMATE_CLIENT_SECRET = CREDENTIALS.clientSecret;
  assert.equal(typeof createRelay({ authorize }), "function");
});

/** Options that can not be used, by the field that is named. */
const WRONG = {
  "config.calls": [{ calls: "WhatsApp.sendText" }, { calls: new Set() }],
  "config.calls[1]": [{ calls: ["WhatsApp.sendText", "WhatsApp.sendAudio"] }, { calls: ["WhatsApp.sendText", 1] }],
  "config.instances": [{ instances: 1 }],
  "config.instances[0]": [{ instances: [0] }, { instances: ["1"] }, { instances: [1.5] }],
  "config.origins[0]": [{ origins: ["*"] }, { origins: ["https://admin.example.com/"] }, { origins: ["null"] }, { origins: ["admin.example.com"] }],
  "config.maxBodyBytes": [{ maxBodyBytes: 0 }, { maxBodyBytes: 1.5 }],
  "config.timeout": [{ timeout: 0 }, { timeout: "1s" }],
  "config.baseUrl": [{ baseUrl: "ftp://files.example.com" }, { baseUrl: "http://api.example.com" }],
  "config.onEvent": [{ onEvent: 1 }],
  "config.authorise": [{ authorise: authorize }],
};

for (const [field, options] of Object.entries(WRONG)) {
  test(`${field} is refused by name`, () => {
    for (const option of options) {
      refusedNow(() => createRelay({ ...usual, ...option }), field);
      refusedNow(() => createRelayListener({ ...usual, ...option }), field);
    }
  });
}

test("http to another machine has to be allowed", () => {
  assert.equal(typeof createRelay({ ...usual, baseUrl: "http://api.example.com", allowInsecureHttp: true }), "function");
});

test("the nearest call is named", () => {
  assert.match(refusedNow(() => createRelay({ ...usual, calls: ["whatsapp.send_text"] })).message, /did you mean "WhatsApp.sendText"/);
});

test("a fetch is for the form that uses one", () => {
  assert.equal(typeof createRelay({ ...usual, fetch: () => new Response() }), "function");
  refusedNow(() => createRelayListener({ ...usual, fetch: () => new Response() }), "config.fetch");
});
