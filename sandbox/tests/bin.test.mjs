// The command.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createSandbox } from "../pkg/index.js";
import { GOOD_TEXT, HEADERS, TEXT, run } from "./support.mjs";

async function post(url, path, body, headers = HEADERS) {
  const response = await fetch(url + path, { method: "POST", headers, body });
  await response.text();
  return response.status;
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  test(`it prints its URL, serves, and ends cleanly on ${signal}`, async (t) => {
    const { child, ended, url } = run(t, "--port", "0");
    assert.equal((await (await fetch(`${await url}/_sandbox/health`)).json()).status, "ok");
    child.kill(signal);
    const { code, errors } = await ended;
    assert.equal(errors, "");
    assert.equal(code, 0);
  });
}

test("it ends though a caller is amid a request", async (t) => {
  const { child, ended, url } = run(t, "--port", "0");
  const socket = connect(new URL(await url).port, "127.0.0.1");
  socket.on("error", () => {}).write(`POST ${TEXT} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{`);
  await fetch(`${await url}/_sandbox/health`);
  child.kill("SIGINT");
  assert.equal((await ended).code, 0);
});

/** A disk that takes for ever, once the file is there. */
const STUCK = `import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const { fsync } = fs;
let count = 0;
fs.fsync = (...call) => (count += 1) > 2 ? setInterval(() => {}, 1000) : fsync(...call);
syncBuiltinESMExports();`;

test("it waits for the disk, and ends at once on a second signal", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-bin-"));
  t.after(() => rm(folder, { recursive: true }));
  process.env.NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(STUCK)}`;
  const { child, ended, url } = run(t, "--port", "0", "--data", join(folder, "messages"));
  delete process.env.NODE_OPTIONS;
  post(await url, TEXT, GOOD_TEXT).catch(() => {});
  while ((await (await fetch(`${await url}/_sandbox/messages`)).json()).total === 0);
  child.kill("SIGINT");
  const again = setInterval(() => child.kill("SIGTERM"), 50);
  assert.equal((await ended).code, 143);
  clearInterval(again);
});

test("a line for each message, and no secret", async (t) => {
  const { child, ended, url } = run(t, "--port", "0", "--client-id", "elsa@example.com", "--client-secret", "s3cret");
  await post(await url, TEXT, GOOD_TEXT);
  await post(await url, TEXT, GOOD_TEXT);
  assert.equal(await post(await url, TEXT, GOOD_TEXT, { ...HEADERS, "X-WM-CLIENT-SECRET": "guessed" }), 401);
  await post(await url, TEXT, JSON.stringify({ number: "12025550102", message: "\u001b[31mred\n\u0007" }));
  child.kill();
  const { text, errors } = await ended;
  const lines = text.split("\n").slice(2).map((line) => line.replace(/^\d\d:\d\d:\d\d\s+/, ""));
  assert.deepEqual(lines, [
    "whatsapp  text        12025550101      Hello",
    "whatsapp  text        12025550101      Hello  (received 2 times)",
    "whatsapp  text        12025550102      \uFFFD[31mred \uFFFD",
    "",
  ]);
  assert.equal(errors, "");
  assert.ok(!/s3cret|guessed/.test(text));
});

test("no line with --quiet", async (t) => {
  const { child, ended, url } = run(t, "--port", "0", "--quiet");
  await post(await url, TEXT, GOOD_TEXT);
  child.kill();
  assert.equal((await ended).text.split("\n").length, 3);
});

test("it goes on when nobody reads its lines any more", async (t) => {
  const { child, ended, url } = run(t, "--port", "0");
  await url;
  child.stdout.destroy();
  for (let count = 0; count < 5; count += 1) {
    assert.equal(await post(await url, TEXT, GOOD_TEXT), 200);
  }
  child.kill();
  assert.equal((await ended).code, 0);
});

test("the flags reach the sandbox", async (t) => {
  const pair = ["--client-id", "elsa@example.com", "--client-secret", "made-up"];
  const flags = [...pair, "--instance", "3,4", "--keep", "1", "--origin", "http://localhost:3000"];
  const { url } = run(t, "--port", "0", ...flags);
  const headers = { ...HEADERS, "X-WM-CLIENT-SECRET": "made-up" };
  assert.equal(await post(await url, TEXT.replace(/1$/, "3"), GOOD_TEXT), 401);
  assert.equal(await post(await url, TEXT.replace(/1$/, "3"), GOOD_TEXT, headers), 200);
  assert.equal(await post(await url, TEXT.replace(/1$/, "4"), GOOD_TEXT, headers), 200);
  assert.equal(await post(await url, TEXT, GOOD_TEXT, headers), 400);
  const page = await fetch(`${await url}/_sandbox/messages`, { headers: { Origin: "http://localhost:3000" } });
  assert.equal(page.headers.get("access-control-allow-origin"), "http://localhost:3000");
  assert.equal((await page.json()).total, 1);
});

test("the variables of a client are not the sandbox's", async (t) => {
  const before = { ...process.env };
  t.after(() => (process.env = before));
  Object.assign(process.env, { WHATSMATE_CLIENT_ID: "real@example.com", WHATSMATE_CLIENT_SECRET: "real" });
  const { url } = run(t, "--port", "0");
  assert.equal(await post(await url, TEXT, GOOD_TEXT), 200);
});

test("messages are there again with --data; a file that can not be used is told, and is no reason for a trace", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-bin-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "messages");
  for (let count = 0; count < 2; count += 1) {
    const { child, ended, url } = run(t, "--port", "0", "--data", file);
    const { total } = await (await fetch(`${await url}/_sandbox/messages`)).json();
    assert.equal(total, count);
    await post(await url, TEXT, GOOD_TEXT);
    child.kill("SIGINT");
    assert.equal((await ended).code, 0);
  }

  await writeFile(file, "something else");
  const { code, text, errors } = await run(t, "--port", "0", "--data", file).ended;
  assert.deepEqual([code, text], [1, ""]);
  assert.match(errors, /^whatsmate-sandbox: data: \S+messages: is no file of whatsmate-sandbox, .*\n$/);
});

test("faults come from a file, with a seed", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-sandbox-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "faults.json");
  await writeFile(file, '[{ "action": "status", "status": 503, "match": "path:/v1/translation", "probability": 0.5 }]');
  const { url } = run(t, "--port", "0", "--faults", file, "--seed", "7");
  const sandbox = await createSandbox({ faults: JSON.parse(await readFile(file, "utf8")), seed: 7 });
  for (let count = 0; count < 20; count += 1) {
    const statuses = [fetch, sandbox.fetch].map(async (ask) => (await ask(`${await url}/v1/translation/supported-codes`)).status);
    const [own, expected] = await Promise.all(statuses);
    assert.equal(own, expected);
  }
  const { faults } = await (await fetch(`${await url}/_sandbox/faults`)).json();
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
    [["--keep", "0"], "--keep"],
    [["--client-id", "a"], "--client-secret"],
    [["--origin", "a"], "--origin"],
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
