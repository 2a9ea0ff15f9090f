// PDF calls, with PDFs from a real server and threads that read them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { deflateSync } from "node:zlib";
import { Bounds } from "../pkg/bounds.js";
import { createSandbox } from "../pkg/index.js";
import { PdfReader } from "../pkg/pdf.js";
import { compile, spawn } from "../pkg/platform-node.js";
import { extract, get, runJob, serveBytes } from "./pdf-support.mjs";
import { drawing, pdf, serveFiles, stream } from "./support.mjs";

const SHOW = "BT /F1 24 Tf 20 100 Td (Hello from a PDF) Tj ET";
const HELLO = { text: "Hello from a PDF" };
const GOOD = pdf(SHOW);
/** Draws a drawing 12 times, which draws another 12 times, and so on: 12 to the 12th. */
const ENDLESS = pdf("/X Do", ...Array.from({ length: 12 }, (_, index) => drawing(7 + index, 12)), drawing(18, 0));
const padded = (size) => pdf(`${" ".repeat(size)}${SHOW}`);

/** A drawing of 1 GiB in 20 kB. */
function bomb() {
  // Each two bytes stand for 128 spaces.
  const content = deflateSync(Buffer.alloc(2 ** 24, "\x81 ", "latin1")).toString("latin1");
  const filters = "/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Filter [/FlateDecode /RunLengthDecode]";
  return Buffer.from(pdf("/X Do", stream(filters, content)), "latin1");
}

test("extract answers the text", async (t) => {
  const files = await serveFiles(t, { "/a%20b.pdf?c=d&e": GOOD });
  const sandbox = await createSandbox();
  assert.deepEqual(await extract(sandbox, `${files}/a b.pdf?c=d&e`), HELLO);
});

test("a job ends with its text", async (t) => {
  const files = await serveFiles(t, { "/good.pdf": GOOD, "/large.pdf": padded(2 ** 20) });
  const sandbox = await createSandbox();
  assert.deepEqual(await runJob(sandbox, `${files}/good.pdf`), HELLO);
  assert.deepEqual(await runJob(sandbox, `${files}/large.pdf`), HELLO);
});

test("faults fail the call and the job, and nothing else", async (t) => {
  const files = await serveFiles(t, {
    "/bomb.pdf": bomb(),
    "/page.html": "<html>",
    "/nothing.pdf": (response) => response.writeHead(204).end(),
    "/large.pdf": padded(2 ** 20),
    "/huge.pdf": padded(10 * 2 ** 20),
    "/good.pdf": GOOD,
  });
  const sandbox = await createSandbox();
  for (const [path, fault, jobFault = fault] of [
    ["/bomb.pdf", /^bad PDF: the reader gave up$/],
    ["/page.html", /^bad PDF: this is none/],
    ["/nothing.pdf", /^bad PDF: this is none/],
    ["/none.pdf", /^the PDF could not be fetched: status 404$/],
    ["/large.pdf", /^the PDF is over 1 MB$/, null],
    ["/huge.pdf", /^the PDF is over 1 MB$/, /^the PDF is over 10 MB$/],
  ]) {
    assert.match((await extract(sandbox, files + path)).fault, fault);
    if (jobFault) {
      assert.match((await runJob(sandbox, files + path)).fault, jobFault);
    }
  }
  assert.deepEqual(await extract(sandbox, `${files}/good.pdf`), HELLO);
});

test("a text that is too long to keep is a fault", async () => {
  // One glyph stands for 500 letters.
  const codes = "1 begincodespacerange <00> <ff> endcodespacerange";
  const meanings = stream("", `${codes} 1 beginbfchar <61> <${"0061".repeat(500)}> endbfchar`);
  const wordy = pdf(`BT /F1 1 Tf (${"a".repeat(9000)}) Tj ET`, meanings);
  const font = "/BaseFont /Helvetica";
  const { sandbox, urlOf } = await serveBytes([["wordy", wordy.replace(font, `${font} /ToUnicode 6 0 R`)]]);
  assert.deepEqual(await runJob(sandbox, urlOf("wordy")), { fault: "over 4194304 bytes of text" });
});

test("the fetch that was given fetches the PDF", async () => {
  const urls = [];
  const sandbox = await createSandbox({
    fetch: async (url, { signal }) => {
      urls.push(url);
      assert.ok(signal instanceof AbortSignal);
      return new Response(GOOD);
    },
  });
  assert.deepEqual(await extract(sandbox, "https://a.example/x.pdf"), HELLO);
  assert.deepEqual(urls, ["https://a.example/x.pdf"]);
});

test("a PDF that does not end, and a server that does not answer, end with the time", async (t) => {
  const files = await serveFiles(t, {
    "/endless.pdf": ENDLESS,
    "/good.pdf": GOOD,
    "/silent.pdf": () => {},
    "/stalls.pdf": (response) => response.write("%PDF"),
  });
  const reader = new PdfReader({ fetch, spawn, module: await compile(), bounds: new Bounds(), timeout: 700 });
  const read = (path) => reader.read({ url: files + path, limit: 2 ** 20 });
  // Both busy threads are gone afterwards: they would keep this process alive.
  const faults = await Promise.all(["/endless.pdf", "/endless.pdf", "/silent.pdf", "/stalls.pdf"].map(read));
  assert.deepEqual(faults, [
    { fault: "reading the PDF takes over 0.7 s" },
    { fault: "reading the PDF takes over 0.7 s" },
    { fault: "fetching the PDF takes over 0.7 s" },
    { fault: "fetching the PDF takes over 0.7 s" },
  ]);
  assert.deepEqual(await read("/good.pdf"), HELLO);
});

test("a few PDFs are read at once, the others wait their turn", async () => {
  let now = 0;
  let most = 0;
  const reader = new PdfReader({
    fetch: async () => {
      now += 1;
      most = Math.max(most, now);
      await sleep(5);
      now -= 1;
      throw new Error("none");
    },
    bounds: new Bounds(),
  });
  const reads = Array.from({ length: 20 }, () => reader.read({ url: "http://a.example", limit: 1 }));
  const results = await Promise.all(reads);
  assert.equal(most, 4);
  assert.ok(results.every(({ fault }) => fault === "the PDF could not be fetched: none"));
});

test("closing ends the PDFs under way", async (t) => {
  const files = await serveFiles(t, { "/endless.pdf": ENDLESS });
  const sandbox = await createSandbox();
  const pending = get(sandbox, `/v1/pdf/extract?url=${encodeURIComponent(`${files}/endless.pdf`)}`);
  await sleep(200);
  await Promise.all([assert.rejects(pending, { message: "the sandbox was closed" }), sandbox.close()]);
});
