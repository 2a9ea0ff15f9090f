// From a fault to an error: its class, its words, its properties.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure, createError } from "../../pkg-template/failure.js";

const make = (kind, args, secrets, cause) => createError(new Failure(kind, args, cause), { secrets });

test("every status has the class of the error table", () => {
  const special = {
    401: "AuthenticationError",
    403: "AuthenticationError",
    429: "RateLimitError",
    444: "QuotaExceededError",
    469: "QuotaExceededError",
  };
  for (let status = 100; status < 1_000; status += 1) {
    assert.equal(make("api", [status, undefined, undefined, ""]).name, special[status] ?? "ApiError");
  }
});

test("a message tells what a reader needs", () => {
  const told = [
    [["api", [471, "Invalid mobile number", undefined, "{…}"]], "ApiError", "the API answered 471: Invalid mobile number"],
    [["api", [503, undefined, undefined, ""]], "ApiError", "the API answered 503"],
    [["invalid", ["options.timeout", "must be a number"]], "InvalidInputError", "options.timeout: must be a number"],
    [["unexpected", [200, "no text/plain", ""]], "UnexpectedResponseError", "unexpected answer: no text/plain"],
    [["refused", ["connect ECONNREFUSED"]], "ConnectionError", "could not connect: connect ECONNREFUSED"],
    [["connection", ["reset"]], "ConnectionError", "the connection failed: reset"],
    [["broken", ["gone"]], "ConnectionError", "the file failed while it was sent: gone"],
    [["late", [1_500.2]], "TimeoutError", "no answer within 1501 ms"],
    [["over", [1_500]], "TimeoutError", "the deadline of 1500 ms has passed"],
    [["aborted", []], "AbortError", "the call was aborted"],
    [["waiting", ["3f2c", "Processing"]], "JobNotReadyError", "job 3f2c has no text yet: Processing"],
    [["failed", ["3f2c", "Failed: no text"]], "JobFailedError", "job 3f2c has failed: Failed: no text"],
  ];
  for (const [[kind, args], name, message] of told) {
    const error = make(kind, args);
    assert.deepEqual([error.name, error.message], [name, message]);
  }
});

test("a call is told by its endpoint, before the message and beside it", () => {
  const error = createError(new Failure("aborted", [], "stop"), {
    endpoint: "GET /v1/pdf/job/submit",
    delivery: "unknown",
    jobId: "3f2c",
  });
  assert.equal(error.message, "GET /v1/pdf/job/submit: the call was aborted");
  const { code, endpoint, delivery, jobId, cause } = error;
  assert.deepEqual({ code, endpoint, delivery, jobId, cause }, {
    code: "aborted",
    endpoint: "GET /v1/pdf/job/submit",
    delivery: "unknown",
    jobId: "3f2c",
    cause: "stop",
  });
});

test("what is not known is not there", () => {
  assert.deepEqual(Object.keys(make("api", [500, undefined, undefined, "text"])).sort(), ["body", "code", "status"]);
  assert.deepEqual(Object.keys(make("unexpected", [undefined, "none", ""])).sort(), ["body", "code"]);
  assert.equal(make("api", [444, undefined, undefined, ""]).trial, true);
  assert.equal(make("api", [469, undefined, undefined, ""]).trial, false);
  assert.equal("retryAfter" in make("api", [503, undefined, 2_000, "", false]), false);
  assert.equal(make("api", [429, undefined, 2_000, "", false]).retryAfter, 2_000);
});

test("words from outside are masked, and our own are not", () => {
  const mask = (kind, args) => make(kind, args, ["e"]).message;
  assert.equal(mask("api", [400, "me", undefined, "here"]), "the API answered 400: m***");
  assert.equal(make("api", [400, "me", undefined, "here"], ["e"]).body, "h***r***");
  assert.equal(mask("unexpected", [undefined, "no Response", ""]), "unexpected answer: no Response");
  assert.equal(mask("connection", ["reset"]), "the connection failed: r***s***t");
  assert.equal(mask("failed", ["e", "Failed"]), "job e has failed: Fail***d");
});

test("what a caller named is masked where it is a secret that a word of ours is not", () => {
  const [field, message] = ["options.secret-name", "is not known here"];
  assert.equal(make("invalid", [field, message], ["secret-name", "known"]).message, "options.***: is not known here");
});

test("the end of a body that was cut is taken away where it is the beginning of a secret", () => {
  const { body: other } = make("unexpected", [200, "long", "{\"id\":", true], ["canary-secret"]);
  assert.equal(other, "{\"id\":");
  const body = (isCut) => make("unexpected", [200, "long", "some words and cana", isCut], ["canary-secret"]).body;
  assert.deepEqual([body(false), body(true)], ["some words and cana", "some words and "]);
});

test("a caller's own frames stay, whatever his functions are called", () => {
  const cut = () => make("aborted", []);
  assert.match(cut().stack, /\bcut\b/);
});

test("an Error.prepareStackTrace that fails changes nothing", () => {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = () => {
    throw new Error("mine");
  };
  try {
    assert.equal(make("aborted", []).name, "AbortError");
  } finally {
    Error.prepareStackTrace = before;
  }
});

test("a body is cut where 64 KiB end, between two characters, and after it was masked", () => {
  const body = (text, secrets) => make("unexpected", [200, "long", text], secrets).body;
  assert.equal(body("x".repeat(65_536)).length, 65_536);
  assert.equal(body("x".repeat(65_537)).length, 65_536);
  assert.equal(body(`x${"ü".repeat(40_000)}`), `x${"ü".repeat(32_767)}`);
  assert.equal(body(`xyz${"😀".repeat(40_000)}`), `xyz${"😀".repeat(16_383)}`);
  assert.equal(body(`${"x".repeat(65_530)}canary-secret`, ["canary-secret"]).slice(65_530), "***");
});
