// The command.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createSandbox } from "../pkg/index.js";

const BIN = fileURLToPath(new URL("../pkg/bin.js", import.meta.url));

function run(t, ...args) {
  const child = spawn(process.execPath, [BIN, ...args]);
  t.after(() => child.kill("SIGKILL"));
  const output = { text: "", errors: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk) => (output.text += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk) => (output.errors += chunk));
  return { child, output, ended: once(child, "close").then(([code]) => ({ code, ...output })) };
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  test(`it prints its URL, serves, and ends cleanly on ${signal}`, async (t) => {
    const { child, output, ended } = run(t, "--port", "0");
    while (!output.text.includes("\n")) {
      await once(child.stdout, "data");
    }
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(output.text);
    assert.equal((await (await fetch(`${url}/_sandbox/health`)).json()).status, "ok");
    child.kill(signal);
    const { code, errors } = await ended;
    assert.equal(errors, "");
    assert.equal(code, 0);
  });
}

test("faults come from a file, with a seed", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-sandbox-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "faults.json");
  await writeFile(file, '[{ "action": "status", "status": 503, "match": "path:/v1/translation", "probability": 0.5 }]');
  const { child, output } = run(t, "--port", "0", "--faults", file, "--seed", "7");
  while (!output.text.includes("\n")) {
    await once(child.stdout, "data");
  }
  const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(output.text);
  const sandbox = await createSandbox({ faults: JSON.parse(await readFile(file, "utf8")), seed: 7 });
  for (let count = 0; count < 20; count += 1) {
    const statuses = [fetch, sandbox.fetch].map(async (ask) => (await ask(`${url}/v1/translation/supported-codes`)).status);
    const [own, expected] = await Promise.all(statuses);
    assert.equal(own, expected);
  }
  const { faults } = await (await fetch(`${url}/_sandbox/faults`)).json();
  assert.ok(faults[0].used > 0 && faults[0].used < 20);

  for (const [content, told] of [
    ["[", /--faults .*faults\.json: .*JSON/],
    ["{}", /--faults .*faults\.json: faults must be an array/],
    ['[{ "action": "drop" }]', /--faults .*faults\.json: faults\[0\]\.action: must be/],
    [null, /--faults .*faults\.json: .*no such file/],
  ]) {
    await (content === null ? rm(file) : writeFile(file, content));
    const { code, text, errors } = await run(t, "--port", "0", "--faults", file).ended;
    assert.deepEqual([code, text], [2, ""], errors);
    assert.match(errors, told);
  }
});

test("help is no error", async (t) => {
  const { code, text, errors } = await run(t, "--help").ended;
  assert.deepEqual([code, errors], [0, ""]);
  for (const word of ["--port", "--host", "9470", "127.0.0.1", "--faults", "--seed"]) {
    assert.ok(text.includes(word), word);
  }
});

test("what it does not know is named", async (t) => {
  for (const [args, word] of [
    [["--prot", "1"], "--prot"],
    [["--port", "x"], "--port"],
    [["--port", "65536"], "--port"],
    [["--port"], "--port"],
    [["--seed", "-1"], "--seed"],
    [["--seed", "1.5"], "--seed"],
    [["--seed", "9007199254740992"], "--seed"],
    [["serve"], "serve"],
  ]) {
    const { code, text, errors } = await run(t, ...args).ended;
    assert.deepEqual([code, text], [2, ""], args.join(" "));
    assert.ok(errors.includes(word) && errors.includes("--help"), errors);
    assert.ok(!errors.includes("    at "), errors);
  }
});

test("a port that is taken is named, with what to do", async (t) => {
  const sandbox = await createSandbox();
  t.after(() => sandbox.close());
  const { port } = await sandbox.listen({ port: 0 });
  const { code, errors } = await run(t, "--port", String(port)).ended;
  assert.equal(code, 1);
  assert.match(errors, new RegExp(`^whatsmate-sandbox: port ${port} is taken; choose another with --port N.*\n$`));
});
