import assert from "node:assert/strict";
import { build, recipe } from "../support/build.mjs";
import { whatsmate } from "../support/package.mjs";

const CLASSES = Object.keys(whatsmate).filter((name) => name.endsWith("Error") && name !== "isWhatsMateError");

export default {
  name: "isWhatsMateError and instanceof",
  runs: 2000,
  cases: recipe,
  async examine(given) {
    const value = build(given);
    assert.equal(whatsmate.isWhatsMateError(value), false);
    for (const name of CLASSES) assert.equal(value instanceof whatsmate[name], false, name);
  },
};
