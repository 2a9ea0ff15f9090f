// The README's curl lines, as they stand there, against a server.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";
import { createSandbox } from "../pkg/index.js";
import { send, serveFiles } from "./support.mjs";

const exec = promisify(execFile);
const readme = await readFile(new URL("../pkg/README.md", import.meta.url), "utf8");

/** Words of each line, and a check of its answer and of how many messages there are afterwards. */
const LINES = [
  ["-d", ({ status }, kept) => assert.deepEqual([status, kept], ["queued", 2])],
  ["/_sandbox/messages", ({ total, messages }) => assert.deepEqual([total, messages[0].message], [2, "Hello"])],
  ["kind:text+hello&limit=10", ({ total, messages }) => assert.deepEqual([total, messages.length], [2, 2])],
  ["Muscle Men", (page) => assert.deepEqual(page, { messages: [], total: 0 })],
  ["/latest?query=to:12025550101", ({ received }) => assert.equal(received, 2)],
  ["duplicate:true", (nothing, kept) => assert.deepEqual([nothing, kept], [undefined, 1])],
  ["-X DELETE", (nothing, kept) => assert.deepEqual([nothing, kept], [undefined, 0])],
  ["/_sandbox/openapi.json", ({ openapi }) => assert.equal(openapi, "3.1.0")],
  ["/wait?query=to:12025550101+hello", ({ total, messages }) => assert.deepEqual([total, messages[0].message], [1, "Hello"])],
  ["/counts?query=service:whatsapp", ({ total, kind }) => assert.deepEqual([total, kind.text], [1, 1])],
  ["/inbound", ({ status, body }) => assert.deepEqual([status, body], [200, "Thank you"])],
  ["-X PUT", ({ faults }) => assert.deepEqual(faults.map(({ used }) => used), [0])],
  ["/_sandbox/faults", ({ faults }) => assert.deepEqual(faults.map(({ action }) => action), ["reset"])],
  ["-X DELETE", (nothing) => assert.equal(nothing, undefined)],
];

test("each curl line does what the README says", async (t) => {
  const sandbox = await createSandbox();
  t.after(() => sandbox.close());
  const { url } = await sandbox.listen({ port: 0 });
  const incoming = await serveFiles(t, { "/incoming": "Thank you" });
  const lines = readme.match(/^curl (?:.*\\\n)*.*$/gm);
  assert.equal(lines.length, LINES.length);
  await send(sandbox, "Hello");
  for (const [index, [words, check]] of LINES.entries()) {
    const line = lines[index].replace("http://127.0.0.1:9470", url).replace("http://127.0.0.1:3000", incoming);
    assert.ok(line.includes(words), line);
    const running = exec("sh", ["-c", line.replace("curl", "curl --silent --show-error --fail-with-body")]);
    if (words.startsWith("/wait")) {
      await send(sandbox, "Hello");
    }
    const { stdout } = await running;
    check(stdout === "" ? undefined : JSON.parse(stdout), (await sandbox.messages()).length);
  }
});
