import assert from "node:assert/strict";
import { test } from "node:test";
import { NUMBER, bytes, client, clientWithFetch, failure, refused, whatsmate } from "./client.mjs";
import { record } from "./recorder.mjs";

const queued = () => Response.json({ id: "an-id", status: "queued" });
const numbers = (count) => Array.from({ length: count }, (_, i) => `120255501${String(i).padStart(2, "0")}`);
const texts = (count) => numbers(count).map((number, i) => ({ kind: "text", number, message: `message ${i}` }));

async function all(outcomes) {
  const found = [];
  for await (const outcome of outcomes) found.push(outcome);
  return found;
}

/** A fetch that answers when it is told to, and tells what it was asked. */
function slow() {
  const calls = [];
  const fetch = (url, init) =>
    new Promise((resolve, reject) => {
      init.signal?.addEventListener("abort", () => reject(init.signal.reason));
      calls.push({ body: JSON.parse(init.body), answer: (response = queued()) => resolve(response) });
    });
  const until = async (count) => {
    while (calls.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  return { fetch, calls, until };
}

test("every kind is sent, and one outcome told for each, as they end", async (t) => {
  const server = await record(t);
  const file = bytes(100);
  const gateways = {
    whatsapp: [
      { kind: "text", number: NUMBER, message: "hi" },
      { kind: "url", number: NUMBER, url: "https://example.com/" },
      { kind: "image", number: NUMBER, image: file },
      { kind: "document", groupName: "Muscle Men", document: file, filename: "a.pdf" },
    ],
    telegram: [
      { kind: "audio", number: NUMBER, audio: file, filename: "a.mp3" },
      { kind: "voiceNote", number: NUMBER, voiceNote: file, filename: "a.opus" },
    ],
  };
  for (const [family, messages] of Object.entries(gateways)) {
    const outcomes = await all(client(server)[family](3).sendMany(messages));
    assert.deepEqual(outcomes.map(({ index }) => index).sort(), messages.map((_, i) => i));
    for (const { index, key, status, id } of outcomes) {
      assert.deepEqual([key, status], [String(index), "queued"]);
      assert.ok(id);
    }
  }
  assert.equal(server.requests.length, 6);
  assert.deepEqual(
    server.requests.map(({ target }) => target.split("/").slice(2, 5).join(" ")).sort(),
    ["telegram single audio", "telegram single voice_note", "whatsapp group document", "whatsapp single image", "whatsapp single text", "whatsapp single url"],
  );
});

test("a message that can not be sent is told, and the others are sent", async (t) => {
  const server = await record(t);
  server.answer({ status: 469, body: { error_message: "Quota exceeded" } });
  const odd = [
    { kind: "text", number: NUMBER, message: "refused by the API" },
    { kind: "text", number: "none", message: "hi" },
    { kind: "txt", number: NUMBER, message: "hi" },
    { number: NUMBER, message: "hi" },
    { kind: "audio", number: NUMBER, audio: bytes(1) },
    { kind: "toString", number: NUMBER },
    null,
    "hi",
    { get kind() { throw new Error("a getter"); } },
    { kind: "text", number: NUMBER, message: "hi" },
  ];
  const outcomes = await all(client(server).whatsapp(1).sendMany(odd, { ordered: true, concurrency: 1 }));
  assert.deepEqual(outcomes.map(({ index }) => index), odd.map((_, i) => i));
  const [refused, ...more] = outcomes;
  assert.deepEqual([refused.status, refused.delivery, refused.error.code], ["failed", "not-sent", "quota_exceeded"]);
  const last = more.pop();
  assert.equal(last.status, "queued");
  for (const { status, delivery, error } of more) {
    assert.deepEqual([status, delivery, error.code], ["failed", "not-sent", "invalid_input"], `${error}`);
    assert.doesNotMatch(error.message, /undefined|null/);
  }
  assert.deepEqual(more.map(({ error }) => error.field), ["number", "kind", "kind", "kind", "kind", "message", "message", "message"]);
  assert.match(more[1].error.message, /did you mean "text"/);
  assert.equal(server.requests.length, 2);
});

test("so many are under way at once as was said, and no more are read", async () => {
  const { fetch, calls, until } = slow();
  let read = 0;
  function* source() {
    for (const message of texts(20)) {
      read += 1;
      yield message;
    }
  }
  const outcomes = clientWithFetch(fetch).whatsapp(1).sendMany(source(), { concurrency: 3 });
  const first = outcomes.next();
  await until(3);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual([calls.length, read], [3, 3]);
  calls[1].answer();
  assert.equal((await first).value.index, 1);
  // Nobody asks for the next outcome, so no more is read, either.
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual([calls.length, read], [3, 3]);
  const second = outcomes.next();
  await until(4);
  assert.equal(read, 4);
  for (const call of calls) call.answer();
  await second;
  const rest = all(outcomes);
  for (let i = 4; i < 20; i += 1) {
    await until(i + 1);
    calls[i].answer();
  }
  assert.equal((await rest).length, 18);
});

test("in order, if that is asked for", async () => {
  const { fetch, calls, until } = slow();
  const found = all(clientWithFetch(fetch).whatsapp(1).sendMany(texts(6), { concurrency: 6, ordered: true }));
  await until(6);
  for (const call of [...calls].reverse()) call.answer();
  assert.deepEqual((await found).map(({ index }) => index), [0, 1, 2, 3, 4, 5]);
});

test("messages to one recipient keep their order, however the number is written", async () => {
  const { fetch, calls, until } = slow();
  const to = ["+1 202 555 0101", "12025550102", "1-202-555-0101", "12025550101"];
  const messages = to.map((number, i) => ({ kind: "text", number, message: String(i) }));
  const found = all(clientWithFetch(fetch).whatsapp(1).sendMany(messages, { concurrency: 4 }));
  await until(2);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(calls.map(({ body }) => body.message), ["0", "1"]);
  calls[0].answer();
  await until(3);
  assert.equal(calls[2].body.message, "2");
  calls[2].answer();
  await until(4);
  for (const { answer } of calls) answer();
  assert.equal((await found).length, 4);
});

test("an abort is told for each message that was read, and no more are read", async () => {
  const { fetch, until } = slow();
  const controller = new AbortController();
  let read = 0;
  async function* source() {
    for (const message of texts(50)) {
      read += 1;
      yield message;
    }
  }
  const found = all(clientWithFetch(fetch).whatsapp(1).sendMany(source(), { concurrency: 5, signal: controller.signal }));
  await until(5);
  controller.abort(new Error("enough"));
  const outcomes = await found;
  assert.equal(outcomes.length, 5);
  assert.equal(read, 5);
  for (const { status, delivery, error } of outcomes) assert.deepEqual([status, delivery, error.code], ["failed", "unknown", "aborted"]);
});

test("an abort ends the wait for a source that gives nothing", async () => {
  const controller = new AbortController();
  const source = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };
  const found = all(clientWithFetch(queued).whatsapp(1).sendMany(source, { signal: controller.signal }));
  setTimeout(() => controller.abort(), 10);
  assert.deepEqual(await found, []);
});

test("who leaves early waits for what is under way, and the source is told", async () => {
  const { fetch, calls, until } = slow();
  let isEnded = false;
  function* source() {
    try {
      yield* texts(20);
    } finally {
      isEnded = true;
    }
  }
  const outcomes = clientWithFetch(fetch).whatsapp(1).sendMany(source(), { concurrency: 3 });
  const first = outcomes.next();
  await until(3);
  calls[0].answer();
  await first;
  let isLeft = false;
  const left = outcomes.return().then(() => { isLeft = true; });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(isLeft, false);
  calls[1].answer();
  calls[2].answer();
  await left;
  assert.ok(isEnded);
  assert.equal(calls.length, 3);
});

test("a source that fails fails the list, once all that was read is told", async () => {
  const broken = new Error("the database is gone");
  async function* source() {
    yield* texts(3);
    throw broken;
  }
  const found = [];
  const error = await (async () => {
    for await (const outcome of clientWithFetch(queued).whatsapp(1).sendMany(source())) found.push(outcome);
  })().catch((error) => error);
  assert.equal(error, broken);
  assert.equal(found.length, 3);
});

test("one file is encoded once, and no more than a few are kept", async (t) => {
  const server = await record(t);
  const blob = new Blob([bytes(700_000)]);
  let read = 0;
  const { stream, slice, arrayBuffer } = Blob.prototype;
  const count = (method) => function counted(...given) { if (this === blob) read += 1; return method.apply(this, given); };
  t.after(() => Object.assign(Blob.prototype, { stream, slice, arrayBuffer }));
  Object.assign(Blob.prototype, { stream: count(stream), slice: count(slice), arrayBuffer: count(arrayBuffer) });
  const messages = numbers(10).map((number) => ({ kind: "document", number, document: blob, filename: "a.bin" }));
  assert.ok((await all(client(server).whatsapp(1).sendMany(messages))).every(({ status }) => status === "queued"));
  const once = read;
  read = 0;
  await client(server).whatsapp(1).sendDocument(({ ...messages[0], kind: undefined }));
  assert.ok(once > 0 && once <= read, `${once} reads for ten, ${read} for one`);
  assert.equal(server.requests.length, 11);
  assert.ok(server.requests.every(({ body }) => body.equals(Buffer.from(JSON.stringify({ ...JSON.parse(body) })))));
});

test("a file that can not be sent is told as its call tells it", async (t) => {
  const server = await record(t);
  const messages = [new Blob([]), "photo.jpg", { base64: "%%%" }, new Blob([new Uint8Array(7 * 2 ** 20)])].map((image) => ({ kind: "image", number: NUMBER, image }));
  const outcomes = await all(client(server).whatsapp(1).sendMany(messages, { ordered: true }));
  for (const [i, { error }] of outcomes.entries()) {
    const { kind, ...message } = messages[i];
    const alone = await failure(() => client(server).whatsapp(1).sendImage(message));
    assert.deepEqual([error.field, error.message], [alone.field, alone.message]);
  }
});

test("progress and keys", async () => {
  const seen = [];
  const options = { key: ({ message }, index) => `${index}: ${message}`, onProgress: (progress) => seen.push(progress), concurrency: 1 };
  const messages = [...texts(2), { kind: "text", number: "none", message: "x" }];
  const outcomes = await all(clientWithFetch(queued).whatsapp(1).sendMany(messages, options));
  assert.deepEqual(outcomes.map(({ key }) => key), ["0: message 0", "1: message 1", "2: x"]);
  assert.deepEqual(seen, [{ queued: 1, failed: 0 }, { queued: 2, failed: 0 }, { queued: 2, failed: 1 }]);
});

test("options and lists that can not be used are refused before anything is sent", async () => {
  const gateway = clientWithFetch(queued).whatsapp(1);
  for (const [messages, options, field] of [
    [undefined, undefined, "messages"],
    [5, undefined, "messages"],
    [{}, undefined, "messages"],
    [[], { concurrency: 0 }, "options.concurrency"],
    [[], { perSecond: 0 }, "options.perSecond"],
    [[], { perSecond: "1" }, "options.perSecond"],
    [[], { minIntervalPerRecipient: -1 }, "options.minIntervalPerRecipient"],
    [[], { order: true }, "options.order"],
    [[], { key: "id" }, "options.key"],
  ]) {
    await refused(() => all(gateway.sendMany(messages, options)), field);
  }
});

test("timeouts and retries are those of each call", async () => {
  const fetch = () => new Promise(() => {});
  const [outcome] = await all(clientWithFetch(fetch).whatsapp(1).sendMany(texts(1), { timeout: 20 }));
  assert.deepEqual([outcome.error.code, outcome.delivery], ["timeout", "unknown"]);
});

test("a gateway that stands alone sends lists, too", async () => {
  const gateway = new whatsmate.Telegram({ instance: 2, clientId: "a@example.com", clientSecret: "sandbox-secret", fetch: queued });
  assert.equal((await all(gateway.sendMany(texts(3)))).length, 3);
});
