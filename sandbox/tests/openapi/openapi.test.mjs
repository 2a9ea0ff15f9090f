// What is served is what the description tells: schemathesis makes requests up from it, good ones and bad ones.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { createSandbox } from "../../pkg/index.js";
import { schemathesis } from "./schemathesis.mjs";
import { pdf } from "../support.mjs";

/** How long, in seconds, and with which chances: the same ones, so that what is well stays well. Longer, others are tried. */
const { SCHEMATHESIS_SECONDS } = process.env;
const BUDGET = SCHEMATHESIS_SECONDS ? ["--max-time", SCHEMATHESIS_SECONDS] : ["--max-time", "120", "--seed", "1"];
const CONFIG = fileURLToPath(new URL("schemathesis.toml", import.meta.url));

before(() => schemathesis.ensure(process.env));

test("schemathesis finds no answer that the description does not tell of, and no fault of the server's", async (t) => {
  // Nothing that it makes up is to leave this machine.
  const sandbox = await createSandbox({ fetch: async () => new Response(pdf("BT /F1 12 Tf (Hello) Tj ET")) });
  t.after(() => sandbox.close());
  const { url } = await sandbox.listen({ port: 0 });
  const args = ["--config-file", CONFIG, "run", `${url}/_sandbox/openapi.json`, "--checks", "all", ...BUDGET];
  // It lays down what it has seen where it runs.
  const child = spawn(schemathesis.command, args, { cwd: schemathesis.folder, stdio: ["ignore", "pipe", "pipe"] });
  let told = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => { told += text; });
  const [code] = await once(child, "close");
  assert.equal(code, 0, told);
  assert.match(told, /\d+ generated/);
  t.diagnostic(told.match(/\d+ generated.*/)[0]);
});
