// Whether what users download is as small as was promised.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isOverBudget, kB, measure } from "../../scripts/lib/sizes.mjs";

for (const size of (await measure()).filter(({ budget }) => budget)) {
  test(`${size.name} takes at most ${kB(size.budget)} kB, gzipped`, () => {
    assert.ok(!isOverBudget(size), `${kB(size.gzip)} kB`);
  });
}
