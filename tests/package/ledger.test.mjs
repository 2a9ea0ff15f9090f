import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openLedger } from "../../pkg/ledger.js";
import { cjs } from "./cjs.mjs";
import { NUMBER, bytes, failure, whatsmate } from "./client.mjs";
import { gateway, send, texts } from "./lists.mjs";

/** More than any process's number. */
const NO_PROCESS = 2 ** 22;

function file(t, content) {
  const folder = mkdtempSync(join(tmpdir(), "ledger-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "list.ledger");
  if (content !== undefined) writeFileSync(path, content);
  return path;
}

/** A ledger as a process leaves it that is killed while it sends "b". */
async function interrupted(t) {
  const path = file(t);
  const ledger = await openLedger(path);
  const [a, b] = texts("a", "b");
  await ledger.begin("0", a);
  await ledger.end("0", { status: "queued", id: "id of a" });
  await ledger.begin("1", b);
  await ledger.close();
  const lines = readFileSync(path, "utf8").replace(`,${process.pid},`, `,${NO_PROCESS},`);
  writeFileSync(path, lines.slice(0, lines.lastIndexOf("\n[[")));
  return path;
}

test("a list goes on where it stopped", async (t) => {
  const path = await interrupted(t);
  const second = gateway();
  assert.deepEqual(await send(second, texts("a", "b", "c"), { ledger: path }), {
    0: ["earlier", "id of a"],
    1: ["interrupted", "unknown"],
    2: ["queued", "id of c"],
  });
  assert.deepEqual(second.sent, ["c"]);
  const third = gateway();
  assert.deepEqual(await send(third, texts("a", "b", "c"), { ledger: path }), {
    0: ["earlier", "id of a"],
    1: ["interrupted", "unknown"],
    2: ["earlier", "id of c"],
  });
  assert.deepEqual(third.sent, []);
});

test("a list in CommonJS goes on where one in ESM stopped", async (t) => {
  const path = await interrupted(t);
  const whatsapp = new cjs.WhatsApp({ instance: 1, baseUrl: "http://127.0.0.1:9", fetch: () => Response.json({ id: "new", status: "queued" }) });
  const told = await send({ whatsapp }, texts("a", "b", "c"), { ledger: path });
  assert.deepEqual(told, { 0: ["earlier", "id of a"], 1: ["interrupted", "unknown"], 2: ["queued", "new"] });
});

test("what was interrupted is sent again only if that is asked for", async (t) => {
  const path = await interrupted(t);
  const second = gateway();
  const told = await send(second, texts("a", "b"), { ledger: path, retryUnknown: true });
  assert.deepEqual(told, { 0: ["earlier", "id of a"], 1: ["queued", "id of b"] });
  assert.deepEqual(second.sent, ["b"]);
  assert.deepEqual(await send(gateway(), texts("a", "b"), { ledger: path }), { 0: ["earlier", "id of a"], 1: ["earlier", "id of b"] });
});

test("what is forgotten is sent again", async (t) => {
  const path = await interrupted(t);
  const ledger = await openLedger(path);
  assert.deepEqual(ledger.unknown(), ["1"]);
  assert.deepEqual(await ledger.forget("1"), { status: "unknown" });
  assert.equal(await ledger.forget("no such key"), undefined);
  assert.deepEqual([ledger.unknown(), ledger.find("0"), ledger.find("1")], [[], { status: "queued", id: "id of a" }, undefined]);
  await assert.rejects(ledger.forget(1), { code: "invalid_input", field: "key" });
  const second = gateway();
  assert.deepEqual(await send(second, texts("a", "b"), { ledger }), { 0: ["earlier", "id of a"], 1: ["queued", "id of b"] });
  await ledger.close();
  assert.deepEqual(second.sent, ["b"]);
});

test("what failed is sent again if it is certain that it was not sent, and not if its fate is unknown", async (t) => {
  const path = file(t);
  const first = gateway((message) => {
    const status = { refused: 400, broken: 500 }[message];
    return status && Response.json({ error_message: "no" }, { status });
  });
  assert.deepEqual(await send(first, [...texts("refused", "fine", "broken"), null], { ledger: path }), {
    0: ["api_error", "not-sent"],
    1: ["queued", "id of fine"],
    2: ["api_error", "unknown"],
    3: ["invalid_input", "not-sent"],
  });
  const second = gateway();
  assert.deepEqual(await send(second, texts("refused", "fine", "broken", "mended"), { ledger: path }), {
    0: ["queued", "id of refused"],
    1: ["earlier", "id of fine"],
    2: ["interrupted", "unknown"],
    3: ["queued", "id of mended"],
  });
  assert.deepEqual(second.sent, ["refused", "mended"]);
});

test("a second try that was not sent leaves the fate of the first one unknown", async (t) => {
  const path = await interrupted(t);
  const refused = gateway(() => new Response(null, { status: 400 }));
  await send(refused, texts("a", "b"), { ledger: path, retryUnknown: true });
  assert.deepEqual(refused.sent, ["b"]);
  assert.deepEqual((await send(gateway(), texts("a", "b"), { ledger: path }))[1], ["interrupted", "unknown"]);
});

test("a key stands for one message", async (t) => {
  const path = file(t);
  const options = { ledger: path, key: ({ message }) => message[0] };
  await send(gateway(), texts("a"), options);
  const second = gateway();
  const seen = [];
  const url = { kind: "url", number: NUMBER, url: new URL("https://example.com/b"), message: "b" };
  for await (const { error, delivery } of second.whatsapp.sendMany(texts("another", "a"), { ...options, ordered: true })) {
    seen.push([error?.code, error?.field, delivery]);
  }
  assert.deepEqual(seen, [["invalid_input", "options.key", "not-sent"], [undefined, undefined, undefined]]);
  assert.deepEqual(second.sent, []);
  const ledger = await openLedger(path);
  await ledger.begin("u", url);
  await assert.rejects(ledger.begin("u", { ...url, url: new URL("https://example.com/c") }), { code: "invalid_input", field: "options.key" });
  await assert.rejects(ledger.begin("u", url), /is being sent/);
  await assert.rejects(ledger.forget("u"), { code: "invalid_input", field: "options.key" });
  const picture = { kind: "image", number: NUMBER, image: bytes(3), caption: undefined };
  await ledger.begin("p", picture);
  assert.equal(ledger.find("p", { ...picture, number: "+1 202 555-0123" }), undefined, "under way, so not known yet");
  assert.deepEqual(ledger.unknown(), []);
  for (const other of [{ image: bytes(4) }, { image: new File([bytes(3)], "a.png") }, { caption: "hi" }, { number: "12025550124" }]) {
    assert.throws(() => ledger.find("p", { ...picture, ...other }), /stands for another message, which may have arrived: give this one a key/);
  }
  await ledger.close();
});

test("a message that comes twice in a list is sent once", async (t) => {
  const { sent, whatsapp } = gateway();
  const outcomes = [];
  const list = [...texts("a", "a"), { kind: "text", number: `+${NUMBER}`, message: "other" }, ...texts("a")];
  for await (const { earlier, id } of whatsapp.sendMany(list, { ledger: file(t), key: ({ message }) => message, ordered: true })) {
    outcomes.push([earlier, id]);
  }
  assert.deepEqual(outcomes, [[undefined, "id of a"], [true, "id of a"], [undefined, "id of other"], [true, "id of a"]]);
  assert.deepEqual(sent, ["a", "other"]);
});

test("nothing is sent before it is on the disk, and nothing is told before", async (t) => {
  const path = file(t);
  const { whatsapp } = gateway((message) => {
    assert.match(readFileSync(path, "utf8"), new RegExp(`"begun","${message}"`));
  });
  for await (const { key, status } of whatsapp.sendMany(texts("a", "b", "c"), { ledger: path, key: ({ message }) => message })) {
    assert.equal(status, "queued");
    assert.match(readFileSync(path, "utf8"), new RegExp(`"queued","${key}","id of ${key}"`));
  }
  assert.ok(!readFileSync(path, "utf8").includes(NUMBER), "it holds no number");
});

test("one run at a time has a ledger", async (t) => {
  const path = file(t);
  const ledger = await openLedger(path);
  const error = await failure(() => openLedger(path));
  assert.ok(error instanceof whatsmate.InvalidInputError);
  assert.equal(error.field, "path");
  assert.match(error.message, /in use by this very process;.*takeOver/);
  const { sent, whatsapp } = gateway();
  await assert.rejects(whatsapp.sendMany(texts("a"), { ledger: path }).next(), /in use/);
  assert.deepEqual(sent, []);
  await ledger.begin("0", texts("a")[0]);
  const other = await openLedger(path, { takeOver: true });
  await other.close();
  await ledger.close();
  await (await openLedger(path)).close();
});

test("a run of another computer is not known to be over", async (t) => {
  const path = file(t, '\n[["whatsmate-ledger",1,"a-run","node","elsewhere.example.com",1,"2"]]\n');
  await assert.rejects(openLedger(path), /in use by process 1 of elsewhere\.example\.com/);
  await (await openLedger(path, { takeOver: true })).close();
  await (await openLedger(path)).close();
});

test("what was torn is left out, and what is no ledger or was damaged is refused and left as it is", async (t) => {
  const whole = readFileSync(await interrupted(t));
  const fates = new Set();
  for (let length = 0; length <= whole.length; length += 1) {
    const path = file(t, whole.subarray(0, length));
    const told = await send(gateway(), texts("a", "b"), { ledger: path });
    fates.add(`${told[0][0]} ${told[1][0]}`);
    assert.deepEqual(await send(gateway(), texts("a"), { ledger: path, retryUnknown: true }), { 0: told[0][0] === "interrupted" ? ["queued", "id of a"] : ["earlier", "id of a"] });
  }
  assert.deepEqual([...fates], ["queued queued", "interrupted queued", "earlier queued", "earlier interrupted"]);
  for (const content of ["name,number\nAda,1\n", "{}", '[["whatsmate-ledger",2]]\n', '\n[["whatsmate-ledger",2,"x"]]\n']) {
    const path = file(t, content);
    await assert.rejects(openLedger(path), { code: "invalid_input", field: "path" }, content);
    assert.equal(readFileSync(path, "utf8"), content);
  }
  const damaged = await interrupted(t);
  writeFileSync(damaged, readFileSync(damaged, "utf8").replace('"begun"', '"begun'));
  appendFileSync(damaged, '\n[["queued","1","x"]]\n');
  await assert.rejects(openLedger(damaged), /is damaged in line 3/);
  await assert.rejects(openLedger(join(damaged, "no-such-folder")), { code: "invalid_input", field: "path" });
});

test("a key must be a string", async (t) => {
  for (const key of [() => 1, () => undefined, () => ["a"], async () => "a", () => "\ud800"]) {
    const { sent, whatsapp } = gateway();
    const { value } = await whatsapp.sendMany(texts("a"), { ledger: file(t), key }).next();
    assert.deepEqual([value.key, value.error?.field, value.delivery, sent.length], ["0", "options.key", "not-sent", 0]);
  }
});

test("a file that can not be written any more ends the list", async (t) => {
  const path = file(t);
  const ledger = await openLedger(path);
  await ledger.close();
  const { sent, whatsapp } = gateway();
  const list = whatsapp.sendMany(texts("a", "b"), { ledger, concurrency: 1 });
  const { value } = await list.next();
  assert.deepEqual([value.delivery, value.error.field], ["not-sent", "options.ledger"]);
  await assert.rejects(list.next(), /options\.ledger: begin failed: EBADF/);
  assert.deepEqual(sent, []);
});
