// Shows that the checks find what they are there for: clients that are wrong on purpose must not pass.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BROKEN } from "./broken.mjs";
import { CAUGHT, assertCaught } from "./caught.mjs";
import { wrongs } from "./check.mjs";
import { runScenarios, tested } from "./run.mjs";

const LIMIT = { timeout: 60_000 };

test("every broken client has its check", () => {
  assert.deepEqual(Object.keys(CAUGHT).toSorted(), BROKEN.toSorted());
});

describe("each runtime", { concurrency: true }, () => {
  for (const runtime of tested()) {
    test(`${runtime.name}: a broken client is caught, an unbroken one is not`, LIMIT, () =>
      assertCaught(CAUGHT, (scenarios) => runScenarios(runtime, scenarios), wrongs));
  }
});
