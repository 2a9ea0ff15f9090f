// The faults of the table, behind a relay: the API never takes a message twice, and a page is told the same of its fate as
// without a relay.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, test } from "node:test";
import * as library from "../../pkg/index.js";
import { createRelay } from "../../pkg/relay.js";
import { createRelayListener } from "../../pkg/relay-node.js";
import { callOf } from "./calls.mjs";
import { TIMEOUT, expected } from "./expected.mjs";
import { FAULTS } from "./faults.mjs";
import { ID, SECRET, find } from "./outcome.mjs";
import { FaultServer } from "./server.mjs";

const LIMIT = { timeout: 120_000 };
const AT_ONCE = 24;

const CALLS = ["WhatsApp sendText to a number", "WhatsApp sendDocument of 900 kB, bytes", "pdf.submit"].map(callOf);
const FORMS = ["fetch style", "node:http"];
const STATES = { "a fresh connection": false, "a kept connection": true };

const scenarios = Object.keys(FAULTS).flatMap((fault) =>
  FORMS.flatMap((form) => CALLS.flatMap((call) => Object.values(STATES).map((isWarm) => ({ fault, form, call, isWarm })))),
);

/** A page's way to a relay of a form. */
async function wayTo(form, config) {
  if (form === "fetch style") {
    const relay = createRelay(config);
    return { baseUrl: "https://app.example.com/whatsmate", fetch: (url, init) => relay(new Request(url, { ...init, duplex: "half" })), end() {} };
  }
  const server = createServer(createRelayListener(config));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const end = () => {
    server.close();
    server.closeAllConnections();
  };
  return { baseUrl: `http://127.0.0.1:${server.address().port}/whatsmate`, end };
}

async function meet(scenario) {
  const { fault, form, call, isWarm } = scenario;
  const direct = expected({ fault, call, isWarm, runtime: "Node" });
  const server = await new FaultServer(FAULTS[fault], { isWarm }).listen();
  const shown = [];
  const { end, ...way } = await wayTo(form, {
    clientId: ID,
    clientSecret: SECRET,
    baseUrl: server.url,
    authorize: () => true,
    timeout: direct.isLate ? TIMEOUT : 10 * TIMEOUT,
    onEvent: (event) => shown.push(event),
  });
  const client = new library.WhatsMate(way);
  if (isWarm) await client.translation.supportedCodes();
  const error = await call.make(client, "m-1", { timeout: 20 * TIMEOUT }).then(() => undefined, (error) => error);
  await server.end(false);
  end();
  const whole = server.log.requests.filter(({ isWhole }) => isWhole);
  const sent = whole.map(({ headers }) => headers);
  return { ...scenario, direct, error, taken: /^4\d\d/.test(fault) ? 0 : whole.length, sent, secrets: [error, ...shown].flatMap(find) };
}

async function meetAll() {
  const queue = [...scenarios];
  const results = [];
  const lane = async () => {
    for (let scenario = queue.shift(); scenario; scenario = queue.shift()) results.push(await meet(scenario));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results;
}

const all = meetAll();

/** Everything that is wrong with a result, in words. */
function wrongs({ call, form, isWarm, direct, error, taken, sent, secrets }) {
  const found = [];
  if (taken > 1) found.push(`the API took it ${taken} times`);
  if (sent.some((headers) => "idempotency-key" in headers)) found.push("the API was given a key");
  if (secrets.length > 0) found.push(`a secret is shown: ${secrets}`);
  const delivery = error?.delivery;
  // A relay that has not handed the body on as a whole knows that nobody took it, which a client can not.
  const knowsMore = delivery === "not-sent" && direct.delivery === "unknown" && taken === 0;
  if (delivery !== direct.delivery && !knowsMore) found.push(`delivery is ${delivery}, without a relay ${direct.delivery}`);
  if (!error !== !direct.class) found.push(error ? `it failed: ${error}` : "it did not fail");
  return found.map((wrong) => `${form}, ${call.name}, ${isWarm ? "kept" : "fresh"}: ${wrong}`);
}

for (const fault of Object.keys(FAULTS)) {
  test(`behind a relay: ${fault}`, LIMIT, async () => {
    const results = (await all).filter((result) => result.fault === fault);
    assert.equal(results.length, FORMS.length * CALLS.length * 2);
    const found = results.flatMap(wrongs);
    assert.equal(found.length, 0, found.join("\n"));
  });
}

after(async () => {
  const results = await all;
  console.log(`\nbehind a relay: ${results.length} faults, taken at most ${Math.max(...results.map(({ taken }) => taken))} times\n`);
});
