// The file that keeps messages, down to a write that was torn and a byte that changed.
import assert from "node:assert/strict";
import { mkdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { createSandbox } from "../pkg/index.js";
import { END, HEADER, encode } from "../pkg/store-file.js";
import { IMAGE, content, forget, free, picture, refused, restored, send, warnings } from "./store-support.mjs";
import { HEADERS, TEXT } from "./support.mjs";

test("each line is JSON", async () => {
  const data = free();
  const sandbox = await createSandbox({ data });
  await Promise.all(["one", "two", "three"].map((message) => send(sandbox, TEXT, { message })));
  await forget(sandbox, "");
  await sandbox.close();
  const lines = (await readFile(data, "utf8")).trimEnd().split("\n");
  const [[, header], ...rest] = lines.map((line) => JSON.parse(line));
  assert.deepEqual(header, { format: "whatsmate-sandbox", version: 1 });
  const records = rest.flatMap(([, ...records]) => records);
  assert.deepEqual(records[0], { forgotten: [] });
  assert.deepEqual(records.slice(1, 4).map(({ message }) => message.message), ["one", "two", "three"]);
  assert.equal(records[4].forgotten.length, 3);
  assert.ok(!lines.join().includes(HEADERS["X-WM-CLIENT-SECRET"]));
});

test("the last write may be torn at any byte: what was whole before it is there", async (t) => {
  const data = free();
  const sandbox = await createSandbox({ data });
  const empty = await content(sandbox);
  const kept = [{ end: HEADER.length, ...empty }, { end: HEADER.length + END.length, ...empty }];
  for (const [path, fields] of [[TEXT, { message: "ü\n" }], [IMAGE, { image: picture(3, "b") }]]) {
    await send(sandbox, path, fields);
    kept.push({ end: (await stat(data)).size, ...(await content(sandbox)) });
  }
  await sandbox.close();
  const whole = await readFile(data);
  const torn = free();
  for (let end = kept[0].end; end <= whole.length; end += 1) {
    await writeFile(torn, whole.subarray(0, end));
    const { result, printed } = await warnings(t, () => restored({ data: torn }));
    const last = kept.findLast((state) => state.end <= end);
    assert.deepEqual(result, { messages: last.messages, media: last.media }, `cut off at ${end}`);
    assert.equal(printed.length, last.end === end ? 0 : 1, `cut off at ${end}`);
    if (printed.length > 0) {
      assert.ok(printed[0].includes(`at byte ${last.end}`), printed[0]);
    }
  }
  for (let end = 1; end < kept[0].end; end += 1) {
    await writeFile(torn, whole.subarray(0, end));
    await refused(torn, /no file of whatsmate-sandbox/);
  }
  await truncate(torn, 0);
  assert.deepEqual((await restored({ data: torn })).messages, []);
});

test("a byte that changed is found: in the last line it is a torn write, before that the file is refused", async (t) => {
  const data = free();
  const sandbox = await createSandbox({ data });
  for (const message of ["one", "two", "three"]) {
    await send(sandbox, TEXT, { message });
  }
  const { messages } = await content(sandbox);
  await sandbox.close();
  const appended = await readFile(data);
  await restored({ data });
  const anew = await readFile(data);
  for (const [whole, ends, rest] of [
    [appended, lineEnds(appended), messages.slice(1)],
    [anew, lineEnds(anew), messages],
  ]) {
    const damaged = free();
    for (let at = 0; at < whole.length; at += 7) {
      const bytes = Buffer.from(whole);
      bytes[at] ^= 1 << (at % 8);
      await writeFile(damaged, bytes);
      const line = ends.findIndex((end) => at < end);
      if (line === 0) {
        await refused(damaged, /no file of whatsmate-sandbox/);
      } else if (line < ends.length - 1) {
        await refused(damaged, new RegExp(`${damaged}: is damaged at byte ${ends[line - 1]}`));
      } else {
        const { result, printed } = await warnings(t, () => restored({ data: damaged }));
        assert.deepEqual(result.messages, rest);
        assert.equal(printed.length, 1);
      }
    }
  }
});

/** Where each line ends. */
function lineEnds(bytes) {
  return [...bytes.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1);
}

test("a file of something else is left as it is", async () => {
  const data = free();
  for (const bytes of ["\n", "hello", "[]\n", '{"messages":[]}\n', "SQLite format 3\0", Buffer.alloc(100_000)]) {
    await writeFile(data, bytes);
    await refused(data, `data: ${data}: is no file of whatsmate-sandbox, or one of another version`);
  }
  await rm(data);
  await mkdir(data);
  await assert.rejects(createSandbox({ data }), { message: `data: ${data}: is no regular file` });
  await assert.rejects(createSandbox({ data: join(data, "none", "x") }), { message: /^data: .*ENOENT/ });
});

test("records that nobody wrote are refused, though their checksum is right", async () => {
  const data = free();
  const sandbox = await createSandbox({ data });
  await send(sandbox, TEXT, { message: "one" });
  await sandbox.close();
  const good = await readFile(data);
  for (const record of [{}, { forgotten: 7 }, { message: '{"message":{"id":"x"}}' }, { message: "{}" }]) {
    await writeFile(data, Buffer.concat([HEADER, encode([record])]));
    await refused(data, /is damaged at byte/);
  }
  const [, line] = good.subarray(HEADER.length).toString().split("\n");
  await writeFile(data, `${HEADER}${line}\n${line}\n`);
  await refused(data, /is there twice/);
});
