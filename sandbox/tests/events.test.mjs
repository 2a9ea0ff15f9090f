// Server-sent events, in process and over a socket.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { Events } from "../pkg/events.js";
import { createSandbox } from "../pkg/index.js";
import { send, timers, until } from "./support.mjs";

const BASE = "http://sandbox.test";

/** Follows a stream: `next(n)` gives the next n events, without comments. */
async function follow(get, query = "", init = {}) {
  const response = await get(`/_sandbox/events${query}`, init);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let comments = 0;
  return {
    reader,
    comments: () => comments,
    async next(count) {
      const events = [];
      while (events.length < count) {
        const end = text.indexOf("\n\n");
        if (end < 0) {
          const { value, done } = await reader.read();
          assert.ok(!done, "the stream ended");
          text += decoder.decode(value, { stream: true });
          continue;
        }
        const fields = Object.fromEntries(text.slice(0, end).split("\n").map((line) => line.split(/: ?(.*)/)));
        text = text.slice(end + 2);
        comments += Number("" in fields);
        if (fields.data) {
          events.push({ id: fields.id, event: fields.event, data: JSON.parse(fields.data) });
        }
      }
      return events;
    },
  };
}

for (const [way, begin] of [
  ["in process", async (sandbox) => (path, init) => sandbox.fetch(BASE + path, init)],
  ["over a socket", async (sandbox) => {
    const { url } = await sandbox.listen({ port: 0 });
    return (path, init) => fetch(url + path, init);
  }],
]) {
  test(`what happens is sent, ${way}`, async (t) => {
    const sandbox = await createSandbox({ keep: 2 });
    t.after(() => sandbox.close());
    const get = await begin(sandbox);
    await send(sandbox, "zero");
    const all = await follow(get);
    const some = await follow(get, "?query=text:one");
    const one = await send(sandbox, "one");
    assert.deepEqual(await all.next(1), [{ id: one, event: "message", data: (await sandbox.messages())[0] }]);
    assert.equal((await some.next(1))[0].id, one);
    const two = await send(sandbox, "two");
    const [{ event, data: { ids } }, { id }] = await all.next(2);
    assert.deepEqual([event, ids.length, id], ["forgotten", 1, two]);
    await get(`/_sandbox/messages?query=id:${one}`, { method: "DELETE" });
    assert.deepEqual(await all.next(1), [{ id: undefined, event: "forgotten", data: { ids: [one] } }]);
    sandbox.reset();
    assert.deepEqual(await all.next(1), [{ id: undefined, event: "reset", data: {} }]);
    const again = await send(sandbox, "one");
    assert.equal((await all.next(1))[0].id, again);
    while ((await some.next(1))[0].id !== again);
  });

  test(`a reader that comes back gets what it missed, ${way}`, async (t) => {
    const sandbox = await createSandbox({ keep: 3 });
    t.after(() => sandbox.close());
    const get = await begin(sandbox);
    const [one, two, three] = [await send(sandbox, "one"), await send(sandbox, "two"), await send(sandbox, "three")];
    const told = async (id, count) => {
      const stream = await follow(get, "", { headers: { "Last-Event-ID": id } });
      return (await stream.next(count)).map(({ id, event }) => id ?? event);
    };
    assert.deepEqual(await told(one, 2), [two, three]);
    assert.deepEqual(await told("gone", 4), ["reset", one, two, three]);
    await send(sandbox, "four");
    assert.equal((await told(one, 4))[0], "reset");
  });

  test(`closing ends the streams, ${way}`, async () => {
    const sandbox = await createSandbox();
    const { next } = await follow(await begin(sandbox));
    const ended = next(1).then(assert.fail, (error) => error);
    await sandbox.close();
    // A server that ends amid an answer breaks it off.
    assert.match((await ended).message, /^(the stream ended|terminated)$/);
  });
}

test("a reader without news is told that the connection lives", async (t) => {
  const real = setTimeout;
  t.mock.method(globalThis, "setTimeout", (work, time) => real(work, time / 1000));
  const sandbox = await createSandbox();
  const stream = await follow((path) => sandbox.fetch(BASE + path));
  const waiting = stream.next(1);
  await until(() => stream.comments() > 3);
  const id = await send(sandbox, "one");
  assert.equal((await waiting)[0].id, id);
});

test("a slow reader takes no memory, and goes on with what is kept", async () => {
  const sandbox = await createSandbox({ keep: 2 });
  const stream = await follow((path) => sandbox.fetch(BASE + path));
  for (const text of ["one", "two", "three", "four"]) {
    await send(sandbox, text);
  }
  const seen = (await stream.next(3)).map(({ data }) => data.message ?? data.ids.length);
  assert.deepEqual(seen, [2, "three", "four"]);
});

test("a reader that missed too much begins anew", async () => {
  const sandbox = await createSandbox({ keep: 2000 });
  const get = (path, init) => sandbox.fetch(BASE + path, init);
  const stream = await follow(get);
  const stays = await send(sandbox, "stays");
  assert.equal((await stream.next(1))[0].id, stays);
  for (let count = 0; count < 1001; count += 1) {
    await send(sandbox, "goes");
  }
  await get("/_sandbox/messages?query=text:goes", { method: "DELETE" });
  assert.deepEqual((await stream.next(2)).map(({ event, data }) => data.message ?? event), ["reset", "stays"]);
});

test("a reader that goes away is forgotten", async (t) => {
  const sandbox = await createSandbox();
  t.after(() => sandbox.close());
  const before = timers();
  const get = (path, init) => sandbox.fetch(BASE + path, init);
  const stream = await follow(get);
  stream.next(1).catch(() => {});
  await until(() => timers() > before);
  await stream.reader.cancel();
  assert.equal(timers(), before);

  const controller = new AbortController();
  const reason = new Error("enough");
  const aborted = (await follow(get, "", { signal: controller.signal })).next(1);
  await until(() => timers() > before);
  controller.abort(reason);
  await assert.rejects(aborted, reason);
  assert.equal(timers(), before);
  const events = new Events(assert.fail);
  await assert.rejects(events.open({ query: "" }, controller.signal).getReader().read(), reason);
  const { signal } = new AbortController();
  await events.open({ query: "" }, signal).cancel();
  assert.equal(getEventListeners(signal, "abort").length, 0);

  const { port } = await sandbox.listen({ port: 0 });
  const set = t.mock.method(globalThis, "setTimeout");
  const cleared = t.mock.method(globalThis, "clearTimeout");
  const heartbeat = () => set.mock.calls.find(({ arguments: [, time] }) => time === 15_000)?.result;
  const socket = connect(port, "127.0.0.1");
  socket.write("GET /_sandbox/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await until(heartbeat);
  socket.destroy();
  await until(() => cleared.mock.calls.some(({ arguments: [timer] }) => timer === heartbeat()));
});

test("a query that is not understood is refused, and no page of another origin reads", async () => {
  const sandbox = await createSandbox();
  const refused = await sandbox.fetch(`${BASE}/_sandbox/events?query=from:elsa`);
  assert.equal(refused.status, 400);
  const headers = { Origin: "http://evil.example" };
  const foreign = await sandbox.fetch(`${BASE}/_sandbox/events`, { headers });
  assert.equal(foreign.headers.get("access-control-allow-origin"), null);
  await foreign.body.cancel();
});
