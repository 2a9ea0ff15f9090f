// What the tests of files that keep messages share.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { createSandbox } from "../pkg/index.js";
import { HEADERS } from "./support.mjs";

const BASE = "http://sandbox.test";
export const IMAGE = "/v3/telegram/single/image/message/1";

const folder = await mkdtemp(join(tmpdir(), "whatsmate-store-"));
after(() => rm(folder, { recursive: true }));

let count = 0;
/** A name that is free. */
export const free = () => join(folder, `messages-${(count += 1)}`);
export const picture = (size, fill) => Buffer.alloc(size, fill).toString("base64");

export async function send(sandbox, path, fields) {
  const body = JSON.stringify({ number: "12025550101", ...fields });
  const response = await sandbox.fetch(BASE + path, { method: "POST", headers: HEADERS, body });
  assert.equal(response.status, 200);
  return (await response.json()).id;
}

export async function forget(sandbox, query) {
  const response = await sandbox.fetch(`${BASE}/_sandbox/messages?query=${query}`, { method: "DELETE" });
  assert.equal(response.status, 204);
}

/** All that a sandbox has: its messages, and what it answers for the media of each. */
export async function content(sandbox) {
  const messages = await sandbox.messages();
  const media = messages.map(async ({ id }) => {
    const response = await sandbox.fetch(`${BASE}/_sandbox/messages/${id}/media`);
    return [response.status, Buffer.from(await response.arrayBuffer()).toString("base64")];
  });
  return { messages, media: await Promise.all(media) };
}

/** What a sandbox with this file has. */
export async function restored(options) {
  const sandbox = await createSandbox(options);
  const found = await content(sandbox);
  await sandbox.close();
  return found;
}

/** Runs with what would be printed as warnings. */
export async function warnings(t, work) {
  const { mock } = t.mock.method(console, "warn", () => {});
  const result = await work();
  const printed = mock.calls.map(({ arguments: [text] }) => text);
  mock.restore();
  return { result, printed };
}

export async function refused(data, message) {
  const before = await readFile(data);
  await assert.rejects(createSandbox({ data }), { name: "Error", message });
  assert.deepEqual(await readFile(data), before, "the file is as it was");
}
