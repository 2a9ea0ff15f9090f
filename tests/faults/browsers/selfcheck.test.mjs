// Shows that the checks find what they are there for: clients that are wrong on purpose must not pass.
import assert from "node:assert/strict";
import { test } from "node:test";
import { callOf } from "../calls.mjs";
import { CAUGHT, assertCaught } from "../caught.mjs";
import { wrongsInPage } from "./check.mjs";
import { tested } from "./engines.mjs";
import { runInPage } from "./run.mjs";

const LIMIT = { timeout: 60_000 };

/** What a page shows otherwise, or at all. */
const CAUGHT_IN_PAGE = {
  ...CAUGHT,
  "sends twice": ["500", /2 fetches in 1 attempts/],
  "another key each time": ["429", /the Idempotency-Key is \S+, then /, { isRelay: true }],
  "a header more": ["500", /the browser asks leave to send \S*x-client/],
};

for (const engine of tested()) {
  test(`${engine.name}: a broken client is caught, an unbroken one is not`, LIMIT, () =>
    assertCaught(CAUGHT_IN_PAGE, (scenarios) => runInPage(engine, scenarios), wrongsInPage));

  test(`${engine.name}: a browser that sends again is caught where nobody knows that it does`, LIMIT, async () => {
    const never = { fresh: 0, kept: 0 };
    const unknown = { ...engine, sendsAgain: { ...engine.sendsAgain, GET: never, POST: never } };
    const scenario = { fault: "reset after the body", call: callOf("pdf.submit"), isWarm: true };
    const { results } = await runInPage(unknown, [scenario]);
    assert.match(wrongsInPage(results[0]).join(), /the browser sent it \d times more by itself, not 0/);
  });
}
