import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { parseWebhook } from "../../pkg/webhook.js";
import { createSandbox } from "../../sandbox/pkg/index.js";
import { failure, refused, whatsmate } from "./client.mjs";

const TOKEN = "grüner-t0ken";
const options = { token: TOKEN };
const posted = { token: TOKEN, type: "individual", instance_id: "99", gateway_number: "12025550100", number: "12025550101", message: "Grüße 😀" };
const read = { type: "individual", instance: 99, gatewayNumber: "12025550100", number: "12025550101", message: "Grüße 😀" };
const text = JSON.stringify(posted);
const request = (body) => new Request("https://app.example.com/in", { method: "POST", body, duplex: "half" });

/** Every form in which a body may come. */
const FORMS = {
  "a Request": () => request(text),
  "text": () => text,
  "bytes": () => new TextEncoder().encode(text),
  "an ArrayBuffer": () => new TextEncoder().encode(text).buffer,
  "parsed JSON": () => posted,
  "a stream in small pieces": () => ReadableStream.from(Array.from(new TextEncoder().encode(text), (byte) => Uint8Array.of(byte))),
  "a request whose body was parsed": () => ({ method: "POST", body: posted }),
  "a request whose body was read": () => ({ method: "POST", body: Buffer.from(text) }),
};

for (const [form, make] of Object.entries(FORMS)) {
  test(`a message is read from ${form}`, async () => assert.deepEqual(await parseWebhook(make(), options), read));
}

test("what the sandbox posts to a server is read", async (t) => {
  const came = [];
  const server = createServer(async (request, response) => {
    came.push(await parseWebhook(request, options).catch((error) => error));
    response.end("ok");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const sandbox = await createSandbox();
  t.after(async () => {
    server.close();
    await sandbox.close();
  });
  const url = `http://127.0.0.1:${server.address().port}/in`;
  const from = { url, number: "12025550101", message: "Grüße 😀" };
  await sandbox.inbound({ ...from, token: TOKEN });
  await sandbox.inbound({ ...from, token: TOKEN, type: "group", instance_id: "7" });
  await sandbox.inbound({ ...from, token: "another" });
  const [individual, group, foreign] = came;
  assert.deepEqual(individual, { ...read, instance: 1 });
  assert.deepEqual([group.type, group.instance], ["group", 7]);
  assert.deepEqual([foreign.name, foreign.code, foreign.status], ["WebhookError", "webhook", 401]);
});

const without = (name) => ({ ...posted, [name]: undefined });

/** What is no message, and the status to answer it with. */
const WRONG = {
  "another token": [{ ...posted, token: `${TOKEN}x` }, 401],
  "the beginning of the token": [{ ...posted, token: TOKEN.slice(0, -1) }, 401],
  "the token twice": [{ ...posted, token: TOKEN + TOKEN }, 401],
  "an empty token": [{ ...posted, token: "" }, 401],
  "no token": [without("token"), 401],
  "a token that is no text": [{ ...posted, token: [TOKEN] }, 401],
  "no type": [without("type"), 400],
  "no number": [without("number"), 400],
  "a message that is no text": [{ ...posted, message: 5 }, 400],
  "a gateway that is no number": [{ ...posted, instance_id: "x" }, 400],
  "gateway 0": [{ ...posted, instance_id: "0" }, 400],
  "no JSON": ["token=t0ken", 400],
  "an empty body": ["", 400],
  "a list": [[posted], 400],
  "null": ["null", 400],
  "nothing": [undefined, 400],
  "a body without an end": [new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) }), 413],
  "a body that breaks off": [new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) }), 400],
};

for (const [name, [given, status]] of Object.entries(WRONG)) {
  test(`${name}: ${status}`, async () => {
    const error = await failure(() => parseWebhook(given, options));
    assert.ok(error instanceof whatsmate.WebhookError && whatsmate.isWhatsMateError(error), `${error}`);
    assert.deepEqual([error.code, error.status], ["webhook", status]);
    assert.ok(!error.message.includes("t0ken"), "the token is shown");
  });
}

test("a token is needed", async () => {
  await refused(() => parseWebhook(posted), "options.token");
  await refused(() => parseWebhook(posted, { token: "" }), "options.token");
  await refused(() => parseWebhook(posted, { token: 5 }), "options.token");
  await refused(() => parseWebhook(posted, { tokn: TOKEN }), "options.tokn");
});
