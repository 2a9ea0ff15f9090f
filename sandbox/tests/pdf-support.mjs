// What the tests of the PDF calls share.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { createSandbox } from "../pkg/index.js";
import { HEADERS } from "./support.mjs";

/** One of the PDFs in pdfs/. */
export function readPdf(name) {
  return readFile(new URL(`pdfs/${name}`, import.meta.url));
}

/** A sandbox that fetches these names' bytes without a server, and the URL of each. */
export async function serveBytes(files) {
  const bytes = new Map(files);
  const fetch = async (url) => new Response(bytes.get(decodeURIComponent(new URL(url).pathname.slice(1))));
  const urlOf = (name) => `http://pdfs.test/${encodeURIComponent(name)}`;
  return { sandbox: await createSandbox({ fetch }), urlOf };
}

/** Calls the API. */
export function get(sandbox, path) {
  return sandbox.fetch(`http://sandbox.test${path}`, { headers: HEADERS });
}

/** What the synchronous call answers: the text, or why there is none. */
export async function extract(sandbox, url) {
  const response = await get(sandbox, `/v1/pdf/extract?url=${encodeURIComponent(url)}`);
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  if (response.status === 200) {
    assert.equal(response.headers.get("content-type"), "text/plain; charset=utf-8");
    return { text: await response.text() };
  }
  assert.equal(response.status, 500);
  assert.equal(response.headers.get("content-type"), "application/json");
  const { error_message: fault } = await response.json();
  assert.ok(fault);
  return { fault };
}

/** What a job ends with: its text, or why there is none. */
export async function runJob(sandbox, url) {
  const { id, status } = await (await get(sandbox, `/v1/pdf/job/submit?url=${encodeURIComponent(url)}`)).json();
  assert.equal(status, "submitted");
  const check = async () => (await get(sandbox, `/v1/pdf/job/check/${id}`)).json();
  assert.deepEqual(await check(), { id, status: "Processing" });
  let job;
  do {
    await sleep(50);
    job = await check();
  } while (job.status === "Processing");
  const response = await get(sandbox, `/v1/pdf/job/retrieve_text/${id}`);
  assert.equal(response.status, 200);
  if (job.status === "Completed") {
    assert.equal(response.headers.get("content-type"), "text/plain; charset=utf-8");
    return { text: await response.text() };
  }
  assert.deepEqual(await response.json(), { id, status: job.status });
  assert.match(job.status, /^Failed: ./);
  return { fault: job.status.slice("Failed: ".length) };
}
