// Whether what users download is as small as was promised.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kB, measure } from "../../scripts/lib/sizes.mjs";

for (const { name, gzip, budget } of (await measure()).filter(({ budget }) => budget)) {
  test(`${name} takes at most ${kB(budget)} kB, gzipped`, () => {
    assert.ok(gzip <= budget, `${kB(gzip)} kB`);
  });
}
