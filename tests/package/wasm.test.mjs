// What the wasm may not do, whatever it computes.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import binaryen from "binaryen";

for (const file of ["pkg/whatsmate.wasm", "sandbox/pkg/sandbox_bg.wasm"]) {
  // V8 up to that of Node 22 ends the process when a caller of such a function is deoptimized while it runs.
  test(`${file}: no function that JavaScript calls returns a reference`, async () => {
    const module = binaryen.readBinary(await readFile(new URL(`../../${file}`, import.meta.url)));
    const numbers = [binaryen.none, binaryen.i32, binaryen.i64, binaryen.f32, binaryen.f64];
    for (let i = 0; i < module.getNumExports(); i += 1) {
      const { name, kind, value } = binaryen.getExportInfo(module.getExportByIndex(i));
      if (kind !== binaryen.ExternalFunction) continue;
      const { results } = binaryen.getFunctionInfo(module.getFunction(value));
      assert.ok(numbers.includes(results), name);
    }
  });
}
