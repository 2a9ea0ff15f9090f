// Shows that the checks find what they are there for: clients that are wrong on purpose must not pass.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BROKEN } from "../broken.mjs";
import { callOf } from "../calls.mjs";
import { wrongsInPage } from "./check.mjs";
import { tested } from "./engines.mjs";
import { runInPage } from "./run.mjs";

const LIMIT = { timeout: 60_000 };

/** Where each broken client is caught, and in which words. */
const CAUGHT = {
  "sends twice": ["500", /2 fetches in 1 attempts/],
  "ignores its signal": ["hang after taking", /1 connections are still open/],
  "swallows errors": ["reset after the body", /expected ConnectionError, got the answer/],
  "follows redirects": ["302", /the server was asked for \/elsewhere/],
  "logs what it sends": ["401", /the console shows a credential/],
  "never settles": ["500", /its promise never settled/],
  "takes delivery for certain": ["FIN after the body", /delivery is "not-sent", not "unknown"/],
  "shows the secret": ["reset after the body", /a credential shows: error/],
  "throws anything": ["503", /isOurs is false, not true/],
  "another key each time": ["429", /the Idempotency-Key is \S+, then /, { isRelay: true }],
  "a header more": ["500", /the browser asks leave to send \S*x-client/],
};

const call = callOf("WhatsApp sendText to a number");
const kinds = Object.keys(CAUGHT);
const scenarioOf = ([fault, , more]) => ({ fault, call, isWarm: false, ...more });

test("every broken client has its check", () => {
  assert.deepEqual(BROKEN.filter((kind) => !kinds.includes(kind)), []);
});

for (const engine of tested()) {
  test(`${engine.name}: a broken client is caught, an unbroken one is not`, LIMIT, async () => {
    const scenarios = kinds.flatMap((broken) => {
      const scenario = scenarioOf(CAUGHT[broken]);
      return [{ ...scenario, broken }, scenario];
    });
    const { results, strays } = await runInPage(engine, scenarios);
    assert.deepEqual(strays, ["the console shows a credential"]);
    for (const result of results) {
      const { broken } = result.scenario;
      const found = [...wrongsInPage(result), ...(broken === "logs what it sends" ? strays : [])].join("\n");
      if (broken) {
        assert.match(found, CAUGHT[broken][1], `a client that "${broken}" is not caught: ${found}`);
      } else {
        assert.equal(found, "");
      }
    }
  });

  test(`${engine.name}: a browser that sends again is caught where nobody knows that it does`, LIMIT, async () => {
    const never = { fresh: 0, kept: 0 };
    const unknown = { ...engine, sendsAgain: { ...engine.sendsAgain, GET: never, POST: never } };
    const scenario = { fault: "reset after the body", call: callOf("pdf.submit"), isWarm: true };
    const { results } = await runInPage(unknown, [scenario]);
    assert.match(wrongsInPage(results[0]).join(), /the browser sent it \d times more by itself, not 0/);
  });
}
