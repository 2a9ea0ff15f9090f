// Waiting for a PDF job: the looks at it, what ends them, and the job's id on every error after the submit.
import assert from "node:assert/strict";
import { test } from "node:test";

import { WhatsMate } from "../../pkg/index.js";

const credentials = { clientId: "client@example.com", clientSecret: "canary-secret-0123456789" };
const PDF = "https://files.example.com/a.pdf";

/** A client of an API whose job shows one of `states` after the other; the last one stays. */
function withJob(states, { text = () => new Response("the text"), config = {} } = {}) {
  const asked = [];
  const fetch = (url) => {
    const path = new URL(url).pathname.replace("/v1/pdf/job/", "");
    asked.push(path);
    if (path === "submit") return Response.json({ id: "job-1", status: "submitted" });
    if (path === "retrieve_text/job-1") return text();
    const state = states.length > 1 ? states.shift() : states[0];
    return typeof state === "function" ? state() : Response.json({ id: "job-1", status: state });
  };
  return { pdf: new WhatsMate({ ...credentials, fetch, maxRetries: 0, ...config }).pdf, asked };
}

test("wait looks until there is a text, and tells each state", async () => {
  const { pdf, asked } = withJob(["submitted", "Processing", "some new word", "Completed"]);
  const states = [];
  const options = { pollInterval: 5, onStatus: (job) => states.push(job) };
  assert.equal(await pdf.wait("job-1", options), "the text");
  assert.deepEqual(states.map(({ status }) => status), ["submitted", "Processing", "some new word", "Completed"]);
  assert.ok(states.every(({ id }) => id === "job-1"));
  assert.deepEqual(asked, [...Array(4).fill("check/job-1"), "retrieve_text/job-1"]);
});

test("submitAndWait submits once", async () => {
  const { pdf, asked } = withJob(["Processing", "Completed"]);
  assert.equal(await pdf.submitAndWait(PDF, { pollInterval: 5 }), "the text");
  assert.deepEqual(asked, ["submit", "check/job-1", "check/job-1", "retrieve_text/job-1"]);
});

test("a failed job ends in a JobFailedError with the reason", async () => {
  const { pdf } = withJob(["Processing", "Failed: not a PDF"]);
  const failed = { code: "job_failed", jobId: "job-1", status: "Failed: not a PDF" };
  await assert.rejects(pdf.submitAndWait(PDF, { pollInterval: 5 }), failed);
});

test("a text that is not there yet although the job is complete is waited for", async () => {
  let looks = 0;
  const text = () => (++looks < 3 ? Response.json({ id: "job-1", status: "Processing" }) : new Response("late"));
  const { pdf } = withJob(["Completed"], { text });
  assert.equal(await pdf.wait("job-1", { pollInterval: 5 }), "late");
  assert.equal(looks, 3);
});

test("the deadline ends it, and the error has the job's id", async () => {
  const { pdf } = withJob(["Processing"]);
  const late = { code: "timeout", scope: "deadline", after: 60, jobId: "job-1" };
  await assert.rejects(pdf.submitAndWait(PDF, { pollInterval: 10, deadline: 60 }), late);
});

test("the signal ends it between two looks, and the error has the job's id", async () => {
  const { pdf } = withJob(["Processing"]);
  const signal = AbortSignal.timeout(50);
  await assert.rejects(pdf.submitAndWait(PDF, { pollInterval: 60_000, signal }), { code: "aborted", jobId: "job-1" });
});

test("a failure of a look has the job's id and no delivery; one of the submit has a delivery and no id", async () => {
  const broken = () => Response.json({ error_message: "no" }, { status: 400 });
  const { pdf } = withJob([broken]);
  const look = await pdf.submitAndWait(PDF).catch((error) => error);
  assert.deepEqual([look.code, look.jobId, look.delivery], ["api_error", "job-1", undefined]);
  const refused = new WhatsMate({ ...credentials, fetch: broken }).pdf;
  const submit = await refused.submitAndWait(PDF).catch((error) => error);
  assert.deepEqual([submit.code, submit.jobId, submit.delivery], ["api_error", undefined, "not-sent"]);
});

test("an onStatus that changes what it is given changes nothing", async () => {
  const { pdf } = withJob(["Processing", "Completed"]);
  const onStatus = (job) => {
    delete job.status;
    job.id = 5;
  };
  assert.equal(await pdf.wait("job-1", { pollInterval: 5, onStatus }), "the text");
});

test("an onStatus that throws changes nothing", async () => {
  const { pdf } = withJob(["Processing", "Completed"]);
  const onStatus = () => {
    throw new Error("mine");
  };
  assert.equal(await pdf.wait("job-1", { pollInterval: 5, onStatus }), "the text");
});

test("between two looks it holds no place", async () => {
  const { pdf } = withJob(["Processing"], { config: { maxConcurrency: 1 } });
  const controller = new AbortController();
  const waiting = pdf.wait("job-1", { pollInterval: 60_000, signal: controller.signal }).catch((error) => error.code);
  assert.deepEqual(await pdf.check("job-1", { deadline: 1_000 }), { id: "job-1", status: "Processing" });
  controller.abort();
  assert.equal(await waiting, "aborted");
});

test("unless it is given, the time between two looks begins at two seconds", async () => {
  const { pdf, asked } = withJob(["Processing"]);
  await assert.rejects(pdf.wait("job-1", { deadline: 1_000 }), { code: "timeout", jobId: "job-1" });
  assert.deepEqual(asked, ["check/job-1"]);
});

test("a job's id is checked before anything is asked", async () => {
  const { pdf, asked } = withJob(["Processing"]);
  await assert.rejects(pdf.wait("a/b"), { code: "invalid_input", field: "jobId" });
  assert.deepEqual(asked, []);
});
