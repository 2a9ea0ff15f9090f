// Lists with a ledger of one's own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openLedger } from "../../pkg/ledger.js";
import { NUMBER } from "./client.mjs";
import { gateway, send, texts } from "./lists.mjs";

test("a message that is refused before it is sent is never noted as begun", async () => {
  const ledger = { find() {}, begin: () => assert.fail("it was noted"), end: () => assert.fail("it was noted") };
  const { whatsapp } = gateway();
  for (const message of [{ kind: "text", number: "x", message: "a" }, { kind: "text", number: NUMBER }, { kind: "image", number: NUMBER, image: "a" }, null]) {
    const { value } = await whatsapp.sendMany([message], { ledger }).next();
    assert.equal(value.error.code, "invalid_input");
    assert.match(value.error.field, /^(number|message|image)$/);
  }
});

test("a ledger of one's own says what is known", async () => {
  const ended = [];
  const ledger = {
    find: (key) => (key === "0" ? { status: "queued", id: "x" } : undefined),
    begin: async (key) => (key === "1" ? { status: "unknown" } : undefined),
    end: (...given) => void ended.push(given),
  };
  const own = gateway((message) => (message === "d" ? new Response(null, { status: 400 }) : undefined));
  assert.deepEqual(await send(own, texts("a", "b", "c", "d"), { ledger }), {
    0: ["earlier", "x"],
    1: ["interrupted", "unknown"],
    2: ["queued", "id of c"],
    3: ["api_error", "not-sent"],
  });
  assert.deepEqual(own.sent, ["c", "d"]);
  assert.deepEqual(ended.map(([key, { status, id, delivery }]) => [key, status, id ?? delivery]).sort(), [["2", "queued", "id of c"], ["3", "failed", "not-sent"]]);
});

test("a slow ledger changes no order, and what was sent earlier waits for no rate", { timeout: 60_000 }, async () => {
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const ledger = {
    find: (key) => wait(10 - key).then(() => (key < 4 ? { status: "queued", id: key } : undefined)),
    begin: (key) => wait(10 - key),
    end() {},
  };
  const own = gateway();
  const told = await send(own, texts(..."abcdefgh"), { ledger, perSecond: 1_000, minIntervalPerRecipient: 1 });
  assert.deepEqual(own.sent, [..."efgh"]);
  assert.equal(Object.values(told).filter(([fate]) => fate === "earlier").length, 4);
  const slow = own.whatsapp.sendMany(texts(..."abcd"), { ledger, perSecond: 0.001 });
  for await (const { earlier } of slow) assert.equal(earlier, true);
});

for (const method of ["find", "begin", "end"]) {
  test(`a list ends where its ledger's ${method} fails`, async () => {
    const fault = new Error("the database is down");
    const ledger = { find() {}, begin() {}, end() {} };
    let calls = 0;
    ledger[method] = () => {
      if ((calls += 1) === 3) throw fault;
    };
    const own = gateway();
    const told = [];
    const list = own.whatsapp.sendMany(texts(..."abcdefghij"), { ledger, concurrency: 1 });
    await assert.rejects(async () => {
      for await (const { status, error } of list) told.push(status === "queued" ? status : error.message);
    }, { code: "invalid_input", field: "options.ledger", cause: fault, message: `options.ledger: ${method} failed: the database is down` });
    assert.deepEqual(told, ["queued", "queued", method === "end" ? "queued" : `options.ledger: ${method} failed: the database is down`]);
    assert.deepEqual(own.sent, method === "end" ? ["a", "b", "c"] : ["a", "b"]);
  });
}

test("what is no ledger is refused", async () => {
  const { whatsapp } = gateway();
  for (const ledger of [null, 1, {}, { find() {}, begin() {} }]) {
    await assert.rejects(whatsapp.sendMany([], { ledger }).next(), { code: "invalid_input", field: "options.ledger" });
  }
  for (const path of [undefined, null, "", new URL("file:///tmp/a")]) {
    await assert.rejects(openLedger(path), { code: "invalid_input", field: "path" });
  }
  await assert.rejects(openLedger("a", { takeover: true }), { field: "options.takeover" });
});
