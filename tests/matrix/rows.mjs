// The rows of the table: what each does, and how it went.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PACKAGES, pack } from "../../scripts/lib/packages.mjs";
import { tested } from "../faults/browsers/engines.mjs";
import { table } from "./table.mjs";

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** What `send` of the project gives. */
export const OUTCOME = "queued, queued";

const rows = [];
let drivers = [];

/** Makes a project of its own, and installs the packed packages in it. */
export async function makeProject(folder) {
  const packed = await Promise.all(Object.values(PACKAGES).map((path) => pack(path, folder)));
  const made = join(folder, "project");
  await cp(here("project"), made, { recursive: true });
  await writeFile(join(made, "package.json"), '{ "private": true, "type": "module" }\n');
  const options = ["--offline", "--no-audit", "--no-fund", "--no-package-lock"];
  await run("npm", ["install", ...options, ...packed.map(({ file }) => file)], { cwd: made, timeout: 60_000 });
  return made;
}

/** Starts every browser there is. */
export async function openBrowsers() {
  drivers = await Promise.all(tested().map(async ({ name, start }) => ({ name, ...(await start()) })));
}

/** Ends them, and prints the table. */
export async function end() {
  console.log(table(rows));
  await Promise.all(drivers.map((driver) => driver.end()));
}

/** A row of the table. */
export function row(t, title, runtime, version, examine) {
  return t.test(runtime, async () => {
    const found = { title, runtime, version, outcome: "pass" };
    rows.push(found);
    try {
      await examine();
    } catch (error) {
      [found.outcome] = String(error.message).split("\n");
      throw error;
    }
  });
}

/** Fails unless a text and a document have arrived, each once and whole. */
export function arrived(messages) {
  const [text, document, ...more] = messages;
  assert.equal(more.length, 0, "more than two messages");
  assert.deepEqual(text, { target: "/v3/whatsapp/single/text/message/3", body: { number: "12025550123", message: "Hi" } });
  assert.equal(document.target, "/v3/whatsapp/single/document/message/3");
  const bytes = Buffer.from(new Uint8Array(100_000).map((_, i) => i % 251));
  assert.deepEqual(document.body, { number: "12025550123", document: bytes.toString("base64"), filename: "a.pdf" });
}

/** Opens a page in each browser; each sends what it sends to `server`. */
export async function inBrowsers(t, title, version, url, server) {
  for (const { name, driver } of drivers) {
    await row(t, title, name, version, async () => {
      server.messages.length = 0;
      await driver.get(url);
      await driver.wait(async () => !["", "page"].includes(await driver.getTitle()), 20_000).catch(() => {});
      assert.equal(await driver.getTitle(), OUTCOME);
      arrived(server.messages);
    });
  }
}
