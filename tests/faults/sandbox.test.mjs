// The faults of this table that the sandbox has, too: what the client makes of them is what it makes of the broken
// server's, over a connection and by `sandbox.fetch`.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as library from "../../pkg/index.js";
import { createSandbox } from "../../sandbox/pkg/index.js";
import { pdf } from "../../sandbox/tests/support.mjs";
import { valueOf } from "./answers.mjs";
import { CALLS, callOf } from "./calls.mjs";
import { wrongs } from "./check.mjs";
import { expected } from "./expected.mjs";
import { ID, SECRET, makeCall } from "./outcome.mjs";

const LIMIT = { timeout: 120_000 };

const PDF = pdf("BT /F1 24 Tf 20 100 Td (Hello from a PDF) Tj ET");
/** Jobs need no text, for which each would take a thread. */
const fetchOf = ({ name }) => (name === "pdf.extract" ? async () => new Response(PDF) : () => new Promise(() => {}));

/** Long enough for each attempt to reach the sandbox, which runs in this process with all the others, in ms. */
const TIMEOUT = 3_000;
/** A call that has not settled by then never will, in ms. */
const PATIENCE = 60_000;

/** One of each way to send, and all others. */
const MEANT = CALLS.filter(
  ({ name, effect }) =>
    effect !== "queues" || /^pdf|^WhatsApp sendText to a n|sendVoiceNote to a group|kB, bytes/.test(name),
);

const WAYS = {
  "over a connection": async (sandbox) => ({ url: (await sandbox.listen({ port: 0 })).url }),
  "by sandbox.fetch": async (sandbox) => ({ url: "https://sandbox.invalid", config: { fetch: sandbox.fetch } }),
};

const failure = { error_message: `Nothing for ${ID} and ${SECRET}` };
const taken = (status, more) => () => ({ action: "status", status, body: failure, when: "after", ...more });
const refused = (status, headers = {}) => () => ({ action: "status", status, headers, body: failure });
const told = (type, body) => taken(200, { headers: { "content-type": type }, body });

/** The sandbox's fault for one of the table, made for a call. */
const SAME = {
  "reset before the body": () => ({ action: "reset" }),
  "reset after the body": () => ({ action: "reset", when: "after" }),
  "reset in the answer's body": () => ({ action: "truncate" }),
  "Content-Length too long": () => ({ action: "truncate" }),
  "an answer that is no HTTP": () => ({ action: "malformed", what: "http" }),
  "hang before reading": () => ({ action: "hang" }),
  "hang after taking": () => ({ action: "hang", when: "after" }),
  "hang in the answer's body": () => ({ action: "slow", bytesPerSecond: 1 }),
  500: taken(500),
  503: taken(503),
  429: refused(429),
  "429, Retry-After: 1": refused(429, { "retry-after": "1" }),
  "429, Retry-After: 3600": refused(429, { "retry-after": "3600" }),
  302: taken(302, { headers: { location: "/elsewhere" } }),
  401: refused(401),
  444: refused(444),
  469: refused(469),
  "400 of 10 MB": () => ({ action: "status", status: 400, body: { ...failure, more: "x".repeat(10 << 20) } }),
  "200, error_message": taken(200),
  "200, truncated JSON": () => ({ action: "malformed" }),
  "200, HTML": told("text/html", `<h1>Welcome, ${ID} and ${SECRET}</h1>`),
  "200, empty": taken(200, { body: "" }),
  "200, wrong charset": (call) =>
    told(`${call.isJson ? "application/json" : "text/plain"}; charset=utf-16`, valueOf(call))(),
};

/** Where the table refuses before it takes, the sandbox takes nothing. */
const accepts = ({ action, when }) => when === "after" || ["slow", "truncate", "malformed"].includes(action);

let made = 0;

/**
 * Makes a call that meets a fault of the sandbox.
 * @returns {Promise<{ result: import("./check.mjs").Result, fault: object, messages: object[] }>} `result` is told the
 *   way the broken server tells it
 */
async function meet({ fault: name, call, way, retryUnknown }) {
  const sandbox = await createSandbox({ fetch: fetchOf(call) });
  try {
    made += 1;
    const id = /^pdf\.(check|retrieveText)$/.test(call.name) ? await submitted(sandbox) : `m-${made}`;
    const scenario = { fault: name, call, id, isWarm: false, retryUnknown, runtime: "Node 20" };
    const { url, config } = await WAYS[way](sandbox);
    sandbox.faults.add(SAME[name](call));
    scenario.expected = expected(scenario);
    const { isLate, error } = scenario.expected;
    if (isLate) {
      scenario.expected.error = { ...error, after: TIMEOUT };
    }
    const job = {
      ...{ id, call: call.name, url, isWarm: false, limit: PATIENCE },
      config: { ...config, retryUnknown: retryUnknown ?? false },
      options: { timeout: isLate ? TIMEOUT : PATIENCE },
    };
    // How long it takes is for the broken server to see: here all of them share a thread.
    const outcome = { ...(await makeCall(library, job, () => 0)), lag: Infinity };
    const [fault] = sandbox.faults.list();
    const isWhole = fault.action === "status" || accepts(fault);
    const requests = Array.from({ length: fault.used }, () => ({ isWhole, target: `/${id}/` }));
    const result = { scenario, outcome, log: { requests }, leftOpen: 0 };
    return { result, fault, messages: await sandbox.messages() };
  } finally {
    await sandbox.close();
  }
}

/** The id of a job. */
async function submitted(sandbox) {
  const headers = { "x-wm-client-id": ID, "x-wm-client-secret": SECRET };
  const url = "https://sandbox.invalid/v1/pdf/job/submit?url=https%3A%2F%2Ffiles.example.com";
  return (await (await sandbox.fetch(url, { headers })).json()).id;
}

for (const way of Object.keys(WAYS)) {
  describe(way, { concurrency: 4 }, () => {
    for (const fault of Object.keys(SAME)) {
      test(fault, LIMIT, async () => {
        // The large one, which would fill the memory, for one call alone.
        const calls = fault === "400 of 10 MB" ? MEANT.slice(0, 1) : MEANT;
        const all = await Promise.all(calls.map((call) => meet({ fault, call, way })));
        assert.deepEqual(all.flatMap(({ result }) => wrongs(result)), []);
        for (const { result, fault: met, messages } of all) {
          const { call } = result.scenario;
          const isMessage = call.effect === "queues" && call.name !== "pdf.submit";
          assert.equal(messages.length, isMessage && accepts(met) ? met.used : 0, call.name);
        }
      });
    }

    test("retryUnknown repeats what was reset after the body, and the sandbox shows it", LIMIT, async () => {
      const call = callOf("WhatsApp sendText to a number");
      const { result, messages } = await meet({ fault: "reset after the body", call, way, retryUnknown: true });
      assert.deepEqual(wrongs(result), []);
      assert.deepEqual(messages.map(({ received }) => received), [3, 2, 1]);
    });
  });
}
