// PDF calls, with PDFs from a real server and threads that read them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Bounds } from "../pkg/bounds.js";
import { createSandbox } from "../pkg/index.js";
import { PdfReader } from "../pkg/pdf.js";
import { compile, spawn } from "../pkg/platform-node.js";
import { HEADERS, drawing, pdf, serveFiles } from "./support.mjs";

const BASE = "http://sandbox.test";
const GOOD = pdf("BT /F1 24 Tf 20 100 Td (Hello from a PDF) Tj ET");
/** Names a font that is not there, at which the reader panics. */
const PANICS = pdf("BT /F9 24 Tf (Hello) Tj ET");
/** Draws a drawing that draws itself. */
const RECURSES = pdf("/X Do", drawing(6, 1));
/** Draws a drawing 12 times, which draws another 12 times, and so on: 12 to the 12th. */
const ENDLESS = pdf("/X Do", ...Array.from({ length: 12 }, (_, index) => drawing(7 + index, 12)), drawing(18, 0));
const padded = (size) => pdf(`${" ".repeat(size)}BT /F1 24 Tf 20 100 Td (Hello from a PDF) Tj ET`);

function get(sandbox, path) {
  return sandbox.fetch(BASE + path, { headers: HEADERS });
}

async function fate(sandbox, url) {
  const { id, status } = await (await get(sandbox, `/v1/pdf/job/submit?url=${encodeURIComponent(url)}`)).json();
  assert.equal(status, "submitted");
  const first = await (await get(sandbox, `/v1/pdf/job/check/${id}`)).json();
  assert.deepEqual(first, { id, status: "Processing" });
  for (;;) {
    await sleep(50);
    const job = await (await get(sandbox, `/v1/pdf/job/check/${id}`)).json();
    if (job.status !== "Processing") {
      return job;
    }
  }
}

test("extract answers the text", async (t) => {
  const files = await serveFiles(t, { "/a%20b.pdf?c=d&e": GOOD });
  const sandbox = await createSandbox();
  const response = await get(sandbox, `/v1/pdf/extract?url=${encodeURIComponent(`${files}/a b.pdf?c=d&e`)}`);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/plain; charset=utf-8");
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  assert.equal(await response.text(), "Hello from a PDF");
});

test("a job ends with its text", async (t) => {
  const files = await serveFiles(t, { "/good.pdf": GOOD, "/large.pdf": padded(2 ** 20) });
  const sandbox = await createSandbox();
  for (const name of ["good", "large"]) {
    const { id, status } = await fate(sandbox, `${files}/${name}.pdf`);
    assert.equal(status, "Completed");
    const response = await get(sandbox, `/v1/pdf/job/retrieve_text/${id}`);
    assert.equal(response.headers.get("content-type"), "text/plain; charset=utf-8");
    assert.equal(await response.text(), "Hello from a PDF");
  }
});

test("faults fail the call and the job, and nothing else", async (t) => {
  const files = await serveFiles(t, {
    "/panics.pdf": PANICS,
    "/recurses.pdf": RECURSES,
    "/page.html": "<html>",
    "/large.pdf": padded(2 ** 20),
    "/huge.pdf": padded(10 * 2 ** 20),
  });
  const sandbox = await createSandbox();
  for (const [path, extract, job = extract] of [
    ["/panics.pdf", /the reader gave up/],
    ["/recurses.pdf", /the reader gave up/],
    ["/page.html", /bad PDF/],
    ["/none.pdf", /status 404/],
    ["/large.pdf", /over 1 MB/, null],
    ["/huge.pdf", /over 1 MB/, /over 10 MB/],
  ]) {
    const response = await get(sandbox, `/v1/pdf/extract?url=${encodeURIComponent(files + path)}`);
    assert.equal(response.status, 500, path);
    assert.match((await response.json()).error_message, extract);
    if (job) {
      const { id, status } = await fate(sandbox, files + path);
      assert.match(status, new RegExp(`^Failed: .*${job.source}`));
      assert.deepEqual(await (await get(sandbox, `/v1/pdf/job/retrieve_text/${id}`)).json(), { id, status });
    }
  }
  const refused = await get(sandbox, `/v1/pdf/extract?url=${encodeURIComponent("http://127.0.0.1:1/x.pdf")}`);
  assert.match((await refused.json()).error_message, /could not be fetched/);
});

test("a text that is too long to keep is a fault", async (t) => {
  const line = `(${"a".repeat(2 ** 16)}) Tj `;
  const files = await serveFiles(t, { "/wordy.pdf": pdf(`BT /F1 1 Tf ${line.repeat(65)} ET`) });
  const { status } = await fate(await createSandbox(), `${files}/wordy.pdf`);
  assert.equal(status, "Failed: over 4194304 bytes of text");
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
  const response = await get(sandbox, `/v1/pdf/extract?url=${encodeURIComponent("https://a.example/x.pdf")}`);
  assert.equal(await response.text(), "Hello from a PDF");
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
  assert.deepEqual(await read("/good.pdf"), { text: "Hello from a PDF" });
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
