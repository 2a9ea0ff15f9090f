// Whether what users download is as small as was promised.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { isOverBudget, kB, measure } from "../../scripts/lib/sizes.mjs";

const sizes = (await measure()).filter(({ budget }) => budget);

for (const size of sizes) {
  test(`${size.name} takes at most ${kB(size.budget)} kB, gzipped`, () => {
    assert.ok(!isOverBudget(size), `${kB(size.gzip)} kB`);
  });
}

test("the README tells what they take, to a kB", async () => {
  const readme = await readFile(new URL("../../pkg-template/README.md", import.meta.url), "utf8");
  const told = (entry) => new RegExp(`^\\| \`${entry}\`.*?((?: \\| \\d+ kB){3}) \\|$`, "m").exec(readme)[1].match(/\d+/g).map(Number);
  for (const { name, raw, gzip, brotli } of sizes) {
    const entry = name.split(" ")[0];
    [raw, gzip, brotli].forEach((bytes, i) => assert.ok(Math.abs(bytes / 1_000 - told(entry)[i]) <= 1, `${entry}: ${kB(bytes)}`));
  }
});
