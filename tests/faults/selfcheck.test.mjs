// Shows that the checks find what they are there for: clients that are wrong on purpose must not pass.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BROKEN } from "./broken.mjs";
import { callOf } from "./calls.mjs";
import { wrongs } from "./check.mjs";
import { runScenarios, tested } from "./run.mjs";

const LIMIT = { timeout: 60_000 };

/** Where each broken client is caught, and in which words. */
const CAUGHT = {
  "sends twice": ["500", /the message was taken 2 times/],
  "ignores its signal": ["hang after taking", /1 connections are still open/],
  "swallows errors": ["reset after the body", /expected ConnectionError, got the answer/],
  "follows redirects": ["302", /the server was asked for \/elsewhere/],
  "logs what it sends": ["401", /the console shows a credential/],
  "never settles": ["500", /its promise never settled/],
  "takes delivery for certain": ["FIN after the body", /delivery is "not-sent", not "unknown"/],
  "shows the secret": ["reset after the body", /a credential shows: error/],
  "throws anything": ["503", /isOurs is false, not true/],
};

const call = callOf("WhatsApp sendText to a number");
const kinds = Object.keys(CAUGHT);
const scenarioOf = (broken) => ({ fault: CAUGHT[broken][0], call, isWarm: false });

test("every broken client has its check", () => {
  assert.deepEqual(kinds.toSorted(), BROKEN.toSorted());
});

describe("each runtime", { concurrency: true }, () => {
  for (const runtime of tested()) {
    test(`${runtime.name}: a broken client is caught, an unbroken one is not`, LIMIT, async () => {
      const scenarios = kinds.flatMap((broken) => [{ ...scenarioOf(broken), broken }, scenarioOf(broken)]);
      const { results, strays } = await runScenarios(runtime, scenarios);
      assert.deepEqual(strays, ["the console shows a credential"]);
      for (const result of results) {
        const { broken } = result.scenario;
        const found = [...wrongs(result), ...(broken === "logs what it sends" ? strays : [])].join("\n");
        if (broken) {
          assert.match(found, CAUGHT[broken][1], `a client that "${broken}" is not caught: ${found}`);
        } else {
          assert.equal(found, "");
        }
      }
    });
  }
});
