// Waiting for messages: sandbox.waitFor, and /_sandbox/wait in process and over a socket.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createSandbox } from "../pkg/index.js";
import { send, timers, until } from "./support.mjs";

const WAIT = "http://sandbox.test/_sandbox/wait";

test("a message that is there already is given at once, and the newest of several", async (t) => {
  t.mock.method(globalThis, "setTimeout", () => assert.fail("nothing is waited for"));
  const sandbox = await createSandbox();
  await send(sandbox, "one");
  await send(sandbox, "two");
  assert.equal((await sandbox.waitFor()).message, "two");
  assert.equal((await sandbox.waitFor("text:one to:0101")).message, "one");
});

test("everybody gets the message that they wait for", async () => {
  const sandbox = await createSandbox();
  const waiting = ["one", "two", "two"].map((text) => sandbox.waitFor(`text:${text}`));
  const http = sandbox.fetch(`${WAIT}?query=text:two`);
  await send(sandbox, "zero");
  await send(sandbox, "two");
  await send(sandbox, "one");
  assert.deepEqual((await Promise.all(waiting)).map(({ message }) => message), ["one", "two", "two"]);
  const { messages, total } = await (await http).json();
  assert.deepEqual([messages[0].message, total], ["two", 1]);
});

test("with a count, all that match are given once there are so many", async () => {
  const sandbox = await createSandbox();
  await send(sandbox, "one");
  const both = sandbox.waitFor("to:0101", { count: 2 });
  await send(sandbox, "two");
  assert.deepEqual((await both).map(({ message }) => message), ["two", "one"]);
  assert.deepEqual((await sandbox.waitFor("text:one", { count: 1 })).map(({ message }) => message), ["one"]);
});

test("it needs no timer but for the time to be over", async (t) => {
  t.mock.method(globalThis, "setTimeout", () => 0);
  const sandbox = await createSandbox();
  const waiting = sandbox.waitFor("text:one");
  await send(sandbox, "one");
  assert.equal((await waiting).message, "one");
});

test("when the time is over, the error tells what came instead, and the line that waited", async () => {
  const sandbox = await createSandbox();
  await send(sandbox, "Hello");
  const [waiting, here] = [sandbox.waitFor("to:1555 kind:text", { timeout: 5 }), new Error()];
  const error = await waiting.catch((error) => error);
  const message =
    "no message matched `to:1555 kind:text` within 5 ms; what was received, newest first:\n" +
    '  to:12025550101 service:whatsapp instance:1 kind:text text:"Hello"';
  assert.deepEqual([error.constructor, error.message], [Error, message]);
  const [line] = /wait\.test\.mjs:\d+/.exec(here.stack);
  const [head, frame] = error.stack.split(`${message}\n`);
  assert.deepEqual([head, frame.indexOf(line) < frame.indexOf("\n")], ["Error: ", true], error.stack);
});

test("over a socket it is a 404, and not one of an unknown path", async (t) => {
  const sandbox = await createSandbox();
  t.after(() => sandbox.close());
  const { url } = await sandbox.listen({ port: 0 });
  await send(sandbox, "Hello");
  const response = await fetch(`${url}/_sandbox/wait?query=hello&count=2&timeout=5`);
  assert.equal(response.status, 404);
  const { error_message: fault, total, routes } = await response.json();
  assert.match(fault, /^only 1 of 2 messages matched `hello` within 5 ms; .*\n.*"Hello"$/);
  assert.deepEqual([total, routes], [1, undefined]);
});

test("what is asked is checked, by name and with the line that asked", async () => {
  const sandbox = await createSandbox();
  for (const [query, options, message] of [
    ["from:elsa", {}, /from: unknown prefix/],
    [7, {}, /^query must be a string/],
    ["", { timeout: 120_001 }, /^timeout: must be a whole number from 0 to 120000/],
    ["", { timeout: Infinity }, /^timeout: /],
    ["", { timeout: null }, /^timeout: /],
    ["", { count: 0 }, /^count: must be a whole number from 1/],
    ["", { count: null }, /^count: /],
    ["", { signal: "x" }, /^signal must be an AbortSignal/],
    ["", { tiemout: 1 }, /no option "tiemout"; it has timeout, count, signal/],
  ]) {
    const fault = await sandbox.waitFor(query, options).catch((error) => error);
    assert.match(fault.message, message);
    assert.match(fault.stack, /^TypeError: [^]*wait\.test\.mjs:/);
  }
});

test("an aborted wait ends with the signal's reason, and leaves nothing", async (t) => {
  const sandbox = await createSandbox();
  const reason = new Error("enough");
  const before = timers();
  for (const wait of [
    (signal) => sandbox.waitFor("hello", { signal }),
    (signal) => sandbox.fetch(`${WAIT}?query=hello`, { signal }),
    (signal) => sandbox.fetch(new Request(`${WAIT}?query=hello`, { signal })),
  ]) {
    await assert.rejects(wait(AbortSignal.abort(reason)), reason);
    for (const begun of [() => {}, () => until(() => timers() > before)]) {
      const controller = new AbortController();
      const waiting = wait(controller.signal);
      await begun();
      controller.abort(reason);
      await assert.rejects(waiting, reason);
      assert.equal(timers(), before);
    }
  }
  // The core is asked with randomness of its own each time.
  const asked = t.mock.method(crypto, "getRandomValues");
  await send(sandbox, "Hello");
  assert.equal(asked.mock.callCount(), 1);
});

test("a caller over a socket who goes away is waited for no longer", async (t) => {
  const sandbox = await createSandbox();
  t.after(() => sandbox.close());
  const { url } = await sandbox.listen({ port: 0 });
  const tell = t.mock.method(globalThis, "setTimeout");
  const isWaited = () => tell.mock.calls.some(({ arguments: [, time] }) => time === 54_321);
  const stopped = t.mock.method(globalThis, "clearTimeout");
  const controller = new AbortController();
  const waiting = fetch(`${url}/_sandbox/wait?timeout=54321`, { signal: controller.signal });
  await until(isWaited);
  controller.abort();
  await assert.rejects(waiting, { name: "AbortError" });
  const { result: timer } = tell.mock.calls.find(({ arguments: [, time] }) => time === 54_321);
  await until(() => stopped.mock.calls.some(({ arguments: [stopped] }) => stopped === timer));
});

test("closing ends those who wait, and the server does not wait for them", async () => {
  const sandbox = await createSandbox();
  const { url } = await sandbox.listen({ port: 0 });
  const waiting = sandbox.waitFor("hello");
  const remote = fetch(`${url}/_sandbox/wait?timeout=60000`).then(({ status }) => status, () => 0);
  await sleep(100);
  const closing = sandbox.close();
  await assert.rejects(waiting, { name: "TypeError", message: "the sandbox was closed" });
  await closing;
  assert.notEqual(await remote, 200);
});
