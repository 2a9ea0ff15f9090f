import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));

test("the example asks for the versions that it is tested with", () => {
  const { whatsmate, ...others } = read("../../examples/fleet/package.json").dependencies;
  assert.deepEqual(others, read("package.json").devDependencies);
  assert.equal(whatsmate, `^${read("../../pkg/package.json").version}`);
});
