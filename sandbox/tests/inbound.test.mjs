// Messages from outside: sandbox.inbound, and /_sandbox/inbound over a socket.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "../pkg/index.js";
import { serveFiles, until } from "./support.mjs";

const GOOD = { token: "t0ken", number: "12025550101", message: "Grüße 😀" };

/** Posts a message to the control over a socket. */
async function post(sandbox, message, headers) {
  const { url } = await sandbox.listen({ port: 0 });
  const response = await fetch(`${url}/_sandbox/inbound`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(message),
  });
  return { status: response.status, answer: await response.json() };
}

test("the URL gets what the gateway posts, and its answer is told", async (t) => {
  const requests = [];
  const sandbox = await createSandbox({
    fetch: async (url, init) => {
      requests.push({ url, ...init, json: await new Request(url, init).json() });
      return new Response("Danke", { status: 503 });
    },
  });
  t.after(() => sandbox.close());
  const url = "https://a.example/in?b=c&d";
  for (const told of [await sandbox.inbound({ ...GOOD, url }), (await post(sandbox, { ...GOOD, url })).answer]) {
    const { duration, ...answer } = told;
    assert.deepEqual(answer, { status: 503, body: "Danke" });
    assert.ok(Number.isSafeInteger(duration) && duration >= 0);
  }
  for (const { url: asked, method, headers, redirect, json } of requests) {
    assert.deepEqual([asked, method, redirect], [url, "POST", "manual"]);
    assert.deepEqual(headers, { "content-type": "application/json" });
    const rest = { type: "individual", instance_id: "1", gateway_number: "12025550100" };
    assert.deepEqual(json, { ...GOOD, ...rest });
  }
  assert.equal(requests.length, 2);
});

test("a server on a socket is reached, a redirect is not followed, and only the beginning of a long body is read", async (t) => {
  let ended = false;
  const files = await serveFiles(t, {
    "/moved": (response) => response.writeHead(302, { location: "/nothing" }).end(),
    "/nothing": (response) => response.writeHead(204).end(),
    "/cut": "ü".repeat(2 ** 15 + 1),
    "/odd": `x${"ü".repeat(2 ** 15)}`,
    "/endless": (response) => {
      const more = setInterval(() => response.write("x".repeat(2 ** 14)), 1);
      response.on("close", () => {
        clearInterval(more);
        ended = true;
      });
    },
  });
  const sandbox = await createSandbox();
  for (const [path, status, body] of [
    ["/moved", 302, ""],
    ["/nothing", 204, ""],
    ["/cut", 200, "ü".repeat(2 ** 15)],
    ["/odd", 200, `x${"ü".repeat(2 ** 15 - 1)}`],
    ["/endless", 200, "x".repeat(2 ** 16)],
  ]) {
    const answer = await sandbox.inbound({ ...GOOD, url: new URL(files + path) });
    assert.deepEqual([answer.status, answer.body], [status, body], path);
  }
  await until(() => ended);
});

test("no answer is a fault that tells why", async (t) => {
  const real = setTimeout;
  t.mock.method(globalThis, "setTimeout", (work, time, ...rest) => real(work, time === 10_000 ? 10 : time, ...rest));
  const files = await serveFiles(t, { "/silent": () => {}, "/stalls": (response) => response.write("x") });
  for (const [fetch, url, reason] of [
    [undefined, `${files}/silent`, "none within 10 s"],
    [undefined, `${files}/stalls`, "none within 10 s"],
    [() => new Promise(() => {}), files, "none within 10 s"],
    [async () => ({ type: "opaqueredirect", status: 0 }), files, "a redirect, which is not followed"],
    [async () => Promise.reject(new TypeError("x", { cause: { code: "ECONNREFUSED" } })), files, "ECONNREFUSED"],
    [async () => Promise.reject(new TypeError("fetch failed", { cause: new Error("bad port") })), files, "bad port"],
    [async () => undefined, files, "Cannot read properties"],
  ]) {
    const sandbox = await createSandbox({ fetch });
    t.after(() => sandbox.close());
    const [posting, here] = [sandbox.inbound({ ...GOOD, url }), new Error()];
    const error = await posting.catch((error) => error);
    assert.ok(error.message.startsWith(`url: no answer: ${reason}`), error.message);
    assert.equal(error.constructor, Error);
    assert.ok(error.stack.includes(/inbound\.test\.mjs:\d+/.exec(here.stack)[0]), error.stack);
    const { status, answer } = await post(sandbox, { ...GOOD, url });
    assert.deepEqual([status, answer], [502, { error_message: error.message }]);
  }
});

test("what is wrong is named, and nothing is posted", async (t) => {
  const sandbox = await createSandbox({ fetch: () => assert.fail("nothing is posted") });
  t.after(() => sandbox.close());
  const url = "http://a.example";
  for (const [message, fault] of [
    [{ ...GOOD, url: "ftp://a.example" }, /^url: must be an http or https URL$/],
    [{ ...GOOD, url, number: "0123" }, /^number: /],
    [{ ...GOOD, url, instance_id: 99 }, /^instance_id: must be a string, not a number$/],
    [{ ...GOOD, url, form: "x" }, /^form: unknown field$/],
    [{ url }, /: missing parameter$/],
    [undefined, /^no JSON data/],
  ]) {
    await assert.rejects(sandbox.inbound(message), { name: "TypeError", message: fault });
    const { status, answer } = await post(sandbox, message);
    assert.equal(status, 400);
    assert.match(answer.error_message, fault);
  }
  const foreign = await post(sandbox, { ...GOOD, url }, { Origin: "http://evil.example" });
  assert.equal(foreign.status, 403);
});

test("closing ends what is posted, and so does a caller who goes away", async () => {
  let posted;
  const sandbox = await createSandbox({
    fetch: (url, { signal }) => {
      posted = signal;
      return new Promise(() => {});
    },
  });
  const message = { ...GOOD, url: "http://a.example" };
  const caller = new AbortController();
  const headers = { "Content-Type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(message), signal: caller.signal };
  for (const [posting, end] of [
    [() => sandbox.fetch("http://sandbox.test/_sandbox/inbound", init), () => caller.abort()],
    [() => sandbox.inbound(message), () => sandbox.close()],
  ]) {
    posted = undefined;
    const rejected = assert.rejects(posting());
    await until(() => posted);
    end();
    await rejected;
    assert.ok(posted.aborted);
  }
});
