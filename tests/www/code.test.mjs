// The code that the page shows is run, and does what its form does.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { createSandbox } from "../../sandbox/pkg/index.js";
import { serveFile } from "../../scripts/lib/every-call.mjs";
import { FIELDS, SERVICES, fileField, isNamedOnly, parameterName } from "../../www/js/calls.js";
import { curl } from "../../www/js/code-curl.js";
import { javascript } from "../../www/js/code-javascript.js";

const exec = promisify(execFile);
const SECRET = "canary-secret-0123456789";
const samples = fileURLToPath(new URL("../../examples/media", import.meta.url));
const client = new URL("../../pkg/index.js", import.meta.url).href;
const env = { ...process.env, WHATSMATE_CLIENT_SECRET: SECRET };

const sh = (code) => exec("sh", ["-c", code], { cwd: samples, env, timeout: 20_000 });
const node = (code) =>
  exec("node", ["--input-type=module", "--eval", code.replace('"whatsmate"', JSON.stringify(client))], { cwd: samples, env, timeout: 20_000 });

/** What the form would read. */
function given(call, isGroup, more = {}) {
  const values = Object.fromEntries(call.fields.map((name) => [name, more[name] ?? FIELDS[name].example ?? ""]));
  const file = fileField(call);
  if (file) {
    values[file] = { name: FIELDS[file].sample };
  }
  const named = call.fields.filter((name) => values[name] !== "");
  const group = { groupName: "Muscle Men", ...(isNamedOnly(call) ? {} : { groupAdmin: "+1 202-555-0100" }) };
  return {
    call,
    values,
    isGroup,
    targets: isGroup ? [group] : (more.numbers ?? ["+1 202-555-0101"]).map((number) => ({ number })),
    parameters: Object.fromEntries(named.map((name) => [parameterName(name), values[name]])),
    file: values[file],
    instance: 3,
    options: { timeout: 10_000, maxRetries: 2 },
  };
}

let sandbox;
let connection;

before(async () => {
  sandbox = await createSandbox();
  const { url } = await sandbox.listen({ port: 0 });
  connection = { place: "machine", config: { clientId: "me@example.com", clientSecret: SECRET, baseUrl: url } };
});
after(() => sandbox.close());

/** Runs both and gives what came of it, the JavaScript's last. */
async function run(form) {
  const codes = [curl(form, connection), javascript(form, connection)];
  for (const code of codes) {
    assert.ok(!code.includes(SECRET), code);
  }
  const shell = await sh(codes[0]);
  return [shell.stdout, (await node(codes[1])).stdout];
}

describe("sends", { concurrency: 2 }, () => {
  for (const { calls, label } of SERVICES) {
    for (const call of calls.filter(({ isSend }) => isSend)) {
      for (const isGroup of [false, true]) {
        test(`${label} ${call.label}, ${isGroup ? "group" : "person"}`, async () => {
          const caption = { caption: `It's "quoted" \\ 100 %\n$HOME \`ls\` ${call.id} ${isGroup}` };
          const [answer] = await run(given(call, isGroup, caption));
          const { id } = JSON.parse(answer);
          const [message] = await sandbox.messages(`id:${id}`);
          const path = `/v3/${call.service}/${isGroup ? "group" : "single"}/${call.id}/message/3`;
          assert.equal(message.path, path);
          if (call.fields.includes("caption")) {
            assert.equal(message.caption, caption.caption);
          }
          // The JavaScript sent the very same.
          const again = (await sandbox.messages(`instance:3 kind:${call.id} duplicate:true`)).find((found) => found.path === path);
          assert.equal(again?.received, 2);
        });
      }
    }
  }

  test("to several, with a file that is encoded once, and with a name and options of its own", async () => {
    const call = SERVICES[0].calls.find(({ id }) => id === "document");
    const form = given(call, false, { numbers: ["12025550141", "12025550142"], filename: "paper.pdf" });
    form.options = { timeout: 20_000, maxRetries: 0, retryUnknown: true };
    const shown = javascript(form, connection);
    assert.match(shown, /for await \(const outcome of whatsmate\.whatsapp\(3\)\.sendMany\(/);
    await run(form);
    for (const number of ["12025550141", "12025550142"]) {
      const found = await sandbox.messages(`to:${number}`);
      assert.deepEqual(found.map(({ filename }) => filename), ["paper.pdf", "paper.pdf"]);
      assert.equal(found[0].received, 2);
    }
  });

  test("to several, of whom one is wrong", async () => {
    const form = given(SERVICES[0].calls[0], false, { numbers: ["12025550143", "0202", "12025550144"] });
    const { stdout, stderr } = await node(javascript(form, connection));
    for (const number of ["12025550143", "12025550144"]) {
      const [{ id }] = await sandbox.messages(`to:${number}`);
      assert.ok(stdout.split("\n").includes(`${number} ${id}`), stdout);
    }
    assert.match(stderr, /^0202 not-sent .*country code/);
  });
});

test("the other calls", async (t) => {
  const sample = await serveFile("examples/media/report.pdf");
  t.after(() => sample.close());
  const [, translation, pdf] = SERVICES.filter(({ id }) => id !== "whatsapp");
  for (const [call, more, expected] of [
    [translation.calls[0], { text: "It's \"x\"" }, /\[es\] It's "x"/],
    [translation.calls[1], {}, /Spanish/],
    [pdf.calls[0], { pdf: `${sample.url}?a=1&b='2'` }, /Quarterly report/],
    [pdf.calls[2], { pdf: sample.url }, /submitted/],
  ]) {
    for (const answer of await run(given(call, false, more))) {
      assert.match(answer, expected);
    }
  }
  const waited = await node(javascript(given(pdf.calls[1], false, { pdf: sample.url }), connection));
  assert.match(waited.stdout, /Quarterly report/);
  const { stdout } = await sh(curl(given(pdf.calls[2], false, { pdf: sample.url }), connection));
  const { id } = JSON.parse(stdout);
  await new Promise((resolve) => setTimeout(resolve, 600));
  for (const call of pdf.calls.slice(3)) {
    for (const answer of await run(given(call, false, { jobId: id }))) {
      assert.match(answer, /Completed|Processing|Quarterly/);
    }
  }
});

test("each place is told in the code", () => {
  const form = given(SERVICES[0].calls[0], false);
  const code = (place, config) => [javascript, curl].map((write) => write(form, { place, config })).join("\n");
  assert.match(code("page", connection.config), /createSandbox[^]*fetch: sandbox\.fetch/);
  const relay = code("relay", { baseUrl: "https://app.example.com/relay/", headers: () => ({ Authorization: `Bearer ${SECRET}` }) });
  assert.match(relay, /app\.example\.com\/relay\/v3/);
  assert.match(relay, /RELAY_TOKEN/);
  assert.doesNotMatch(relay, new RegExp(`CLIENT|${SECRET}`));
  assert.doesNotMatch(code("whatsmate", { ...connection.config, baseUrl: "https://api.whatsmate.net" }), /baseUrl|dangerously/);
});
