// PDFs that chance has changed: the sandbox answers each and lives on. PDF_MUTATIONS=1000 tries more of them, and
// PDF_SEED others.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "../pkg/index.js";
import { extract, readPdf, runJob } from "./pdf-support.mjs";
import { DOCUMENTS } from "./pdfs/documents.mjs";

const COUNT = Number(process.env.PDF_MUTATIONS ?? 200);
const SEED = Number(process.env.PDF_SEED ?? 1);
/** What the threads of those under way take, and then some; each may have 512 MiB. */
const MEMORY = 2 ** 30;
const NUMBERS = ["0", "-1", "3", "65536", "2147483647", "99999999999999999999", "1e9"];

const files = await Promise.all(Object.keys(DOCUMENTS).map(readPdf));
const documents = files.map((file) => file.toString("latin1"));

/** Whole numbers below a limit, always the same ones for a seed. */
function chance(seed) {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** A PDF with 1 to 16 changes. */
function mutate(random) {
  const pick = (list) => list[random(list.length)];
  const splice = (text, start, length, other) => text.slice(0, start) + other + text.slice(start + length);
  const part = (text, start) => text.slice(start, start + pick([1, 8, 64, 512]));
  const ways = [
    (text, at) => splice(text, at, 1, String.fromCharCode(text.charCodeAt(at) ^ (1 << random(8)))),
    (text, at) => splice(text, at, 1, String.fromCharCode(random(256))),
    (text, at) => splice(text, at, part(text, at).length, ""),
    (text, at) => splice(text, at, 0, part(text, at).repeat(pick([1, 2, 30]))),
    (text, at) => splice(text, at, pick([0, 8, 64]), part(pick(documents), random(4096))),
    (text, at) => text.slice(0, at) + text.slice(at).replace(/\d+/, () => pick(NUMBERS)),
    (text, at) => (random(8) === 0 ? text.slice(0, at) : text),
  ];
  let text = pick(documents);
  for (let changes = pick([1, 2, 4, 16]); changes > 0; changes -= 1) {
    text = pick(ways)(text, random(text.length));
  }
  return Buffer.from(text, "latin1");
}

test(`${COUNT} PDFs that chance has changed are each answered`, async (t) => {
  const random = chance(SEED);
  const mutants = Array.from({ length: COUNT }, () => mutate(random));
  const fetch = async (url) => new Response(mutants[new URL(url).pathname.slice(1)]);
  const sandbox = await createSandbox({ fetch });
  const counts = { texts: 0, faults: 0 };
  let peak = 0;
  const answer = async (index) => {
    // A few as jobs, which the client waits for, too.
    const ask = index % 20 === 0 ? runJob : extract;
    const { text, fault } = await ask(sandbox, `http://pdfs.test/${index}`).catch((error) => {
      throw new Error(`PDF ${index} of PDF_SEED=${SEED}`, { cause: error });
    });
    assert.doesNotMatch(fault ?? "", /takes over/, `PDF ${index} of PDF_SEED=${SEED}`);
    counts[text ? "texts" : "faults"] += 1;
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  for (let index = 0; index < COUNT; index += 10) {
    await Promise.all(Array.from({ length: Math.min(10, COUNT - index) }, (_, more) => answer(index + more)));
  }
  t.diagnostic(`${counts.texts} with text, ${counts.faults} without, ${Math.round(peak / 2 ** 20)} MiB at most`);
  // Neither all broken nor all whole.
  assert.ok(counts.texts > COUNT / 10 && counts.faults > COUNT / 10);
  assert.ok(peak < MEMORY);
  await sandbox.close();
});
