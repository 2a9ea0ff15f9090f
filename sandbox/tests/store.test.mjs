// What is kept over restarts, whatever the disk does.
import assert from "node:assert/strict";
import fs from "node:fs";
import { appendFile, chmod, readFile, readdir, stat, symlink, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { basename, dirname } from "node:path";
import { test } from "node:test";
import { createSandbox } from "../pkg/index.js";
import { HEADER, decode, encode } from "../pkg/store-file.js";
import { IMAGE, content, forget, free, picture, restored, send } from "./store-support.mjs";
import { TEXT, until } from "./support.mjs";

/** No lock, and nothing half written. */
async function nothingBeside(data) {
  const names = await readdir(dirname(data));
  assert.deepEqual(names.filter((name) => name.startsWith(`${basename(data)}.`)), []);
}

test("all is as it was after a restart: messages, times, counts, media", async () => {
  const data = free();
  const sandbox = await createSandbox({ data });
  await send(sandbox, TEXT, { message: "Grüße\n\"😀\" \u2028\u0000" });
  await send(sandbox, IMAGE, { image: picture(100_000, "abc"), caption: null });
  await send(sandbox, IMAGE, { image: picture(100_000, "abc"), caption: null });
  await send(sandbox, "/v3/whatsapp/single/document/message/7", { document: picture(1, 0), filename: "a+b.pdf" });
  const before = await content(sandbox);
  await sandbox.close();
  assert.equal(before.messages[1].received, 2);
  assert.equal((await stat(data)).mode & 0o777, 0o600);

  assert.deepEqual(await restored({ data }), before);
  const again = await createSandbox({ data });
  assert.deepEqual(await content(again), before);
  await send(again, IMAGE, { image: picture(100_000, "abc"), caption: null });
  const [{ received }] = await again.messages();
  assert.equal(received, 3);
  await again.close();
});

test("what was forgotten stays forgotten", async () => {
  const data = free();
  const sandbox = await createSandbox({ data, keep: 4 });
  for (const message of ["one", "two", "three", "four", "five", "six"]) {
    await send(sandbox, TEXT, { message });
  }
  await forget(sandbox, "text:four");
  const texts = ({ messages }) => messages.map(({ message }) => message);
  await sandbox.close();
  assert.deepEqual(texts(await restored({ data, keep: 1000 })), ["six", "five", "three"]);
  assert.deepEqual(texts(await restored({ data, keep: 2 })), ["six", "five"]);
  assert.deepEqual(texts(await restored({ data })), ["six", "five"]);

  const again = await createSandbox({ data });
  again.reset();
  await send(again, TEXT, { message: "seven" });
  await again.close();
  assert.deepEqual(texts(await restored({ data })), ["seven"]);
});

test("media over the limit are not kept in the file either", async () => {
  const data = free();
  const options = { data, mediaBytes: 250_000 };
  const sandbox = await createSandbox(options);
  for (const fill of ["a", "b", "c"]) {
    await send(sandbox, IMAGE, { image: picture(100_000, fill) });
  }
  const before = await content(sandbox);
  assert.deepEqual(before.media.map(([status]) => status), [200, 200, 410]);
  await sandbox.close();
  assert.deepEqual(await restored(options), before);
  const { size } = await stat(data);
  assert.ok(size < 300_000, `${size} bytes`);
  assert.deepEqual(await restored({ data }), before);
});

test("a file is used by one sandbox at a time", async () => {
  const data = free();
  const sandbox = await createSandbox({ data });
  const message = new RegExp(`^data: ${data}: is in use by process ${process.pid}`);
  await assert.rejects(createSandbox({ data }), { name: "Error", message });
  const link = free();
  await symlink(data, link);
  await assert.rejects(createSandbox({ data: link }), { name: "Error", message });
  await send(sandbox, TEXT, { message: "one" });
  await sandbox.close();
  await sandbox.close();
  assert.equal((await restored({ data: link })).messages.length, 1);
  assert.ok((await stat(link)).isFile());
  await nothingBeside(data);
});

test("permissions of the file stay, whatever the umask", async () => {
  const data = free();
  await restored({ data });
  for (const mode of [0o640, 0o666]) {
    await chmod(data, mode);
    await restored({ data });
    assert.equal((await stat(data)).mode & 0o777, mode);
  }
});

test("a file that grows is written anew while messages come", async () => {
  const data = free();
  const sandbox = await createSandbox({ data, keep: 3 });
  const sizes = [];
  for (let round = 0; round < 10; round += 1) {
    const sends = Array.from({ length: 4 }, (_, i) => send(sandbox, IMAGE, { image: picture(2 ** 21, `${round}${i}`) }));
    await Promise.all(sends);
    sizes.push((await stat(data)).size / 2 ** 20);
  }
  // 3 messages of 2.7 MiB, twice, 64 MiB that it may grow by, and the last line. 112 MiB came.
  assert.ok(Math.max(...sizes) < 90, `${sizes} MiB`);
  assert.ok(sizes.at(-1) < Math.max(...sizes), `${sizes} MiB`);
  const before = await content(sandbox);
  assert.equal(before.messages.length, 3);
  await sandbox.close();
  assert.deepEqual(await restored({ data }), before);
});

let disks = 0;
const CALLS = ["open", "write", "fsync", "rename"];

/** The store, and a disk to which a test can give calls of its own; each gets the real one first. */
async function onDisk(t) {
  const disk = {};
  for (const name of CALLS) {
    const real = fs[name];
    t.mock.method(fs, name, (...call) => (disk[name] ? disk[name](real, ...call) : real(...call)));
  }
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
  const { openStore } = await import(`../pkg/store.js?${(disks += 1)}`);
  return { disk, openStore };
}

const EMPTY = { records: () => [], restore: () => {} };
const fails = (_, ...call) => call.at(-1)(new Error("EIO"));

test("a message is acknowledged once it is synced, and those that come meanwhile go together", async (t) => {
  const [{ disk, openStore }, data] = [await onDisk(t), free()];
  const store = await openStore(data, EMPTY);
  const syncs = [];
  disk.fsync = (_, fd, done) => syncs.push(done);
  const done = [];
  const append = async (id) => {
    await store.append([{ forgotten: [id] }]);
    done.push(id);
  };
  const appends = ["a", "b", "c"].map(append);
  await until(() => syncs.length === 1 || done.length > 0);
  assert.deepEqual(done, []);
  assert.match(await readFile(data, "utf8"), /\n\["\w+",\{"forgotten":\["a"\]\}\]\n$/);
  syncs[0](null);
  await until(() => syncs.length === 2 || done.length > 1);
  assert.deepEqual(done, ["a"]);
  assert.match(await readFile(data, "utf8"), /\n\["\w+",\{"forgotten":\["b"\]\},\{"forgotten":\["c"\]\}\]\n$/);
  const closed = store.close();
  syncs[1](null);
  await Promise.all([closed, ...appends]);
  assert.deepEqual(done, ["a", "b", "c"]);
});

test("a file that can not be written takes nothing more", async (t) => {
  const [{ disk, openStore }, data] = [await onDisk(t), free()];
  const store = await openStore(data, EMPTY);
  disk.fsync = fails;
  const message = `data: ${data}: could not be written: EIO`;
  await assert.rejects(store.append([{ forgotten: ["a"] }]), { message });
  const { size } = await stat(data);
  delete disk.fsync;
  await assert.rejects(store.append([{ forgotten: ["b"] }]), { message });
  assert.equal((await stat(data)).size, size);
  await store.close();
});

/** The ids of the messages in a file, and whether the end is torn. */
function idsIn(data) {
  const ids = [];
  const fd = fs.openSync(data, "r");
  const torn = decode(fd, ({ message }) => message && ids.push(JSON.parse(message).message.id));
  fs.closeSync(fd);
  return { ids, torn };
}

test("whoever is killed at any step of writing anew leaves a file with all that was acknowledged", async (t) => {
  const [{ disk, openStore }, data] = [await onDisk(t), free()];
  const kept = [];
  const store = await openStore(data, { ...EMPTY, records: () => [...kept] });
  const acknowledged = [];
  const append = async (id, media) => {
    const message = JSON.stringify({ message: { id } });
    kept.push({ message });
    await store.append([{ message, media }]);
    acknowledged.push(id);
  };
  await append("a", Buffer.alloc(65 * 2 ** 20));
  const steps = [];
  for (const name of CALLS) {
    disk[name] = (real, ...call) => {
      const { ids, torn } = idsIn(data);
      assert.deepEqual(ids.slice(0, acknowledged.length), acknowledged);
      assert.equal(torn, undefined);
      steps.push(name);
      real(...call);
    };
  }
  await Promise.all(["b", "c", "d"].map((id) => append(id)));
  assert.deepEqual(idsIn(data).ids, ["a", "b", "c", "d"]);
  // Its bytes are on the disk before its name is, and both before anything is acknowledged.
  assert.equal(steps.join(" "), "open write write write fsync rename open fsync write fsync");
  assert.ok((await stat(data)).size < 1000);
  await store.close();
});

for (const name of CALLS) {
  test(`where ${name} fails while a file is written anew, it stays as it was, and nothing is beside it`, async (t) => {
    const [{ disk, openStore }, data] = [await onDisk(t), free()];
    await (await openStore(data, EMPTY)).close();
    await appendFile(data, encode([{ forgotten: ["a"] }]));
    const before = await readFile(data);
    disk[name] = fails;
    await assert.rejects(openStore(data, EMPTY), { message: `data: ${data}: EIO` });
    assert.deepEqual(await readFile(data), before);
    await nothingBeside(data);
  });
}

test("what a process that was killed left of a new file is thrown away, and no link there is followed", async () => {
  const [data, other] = [free(), free()];
  await writeFile(other, "something else");
  await writeFile(`${data}.new`, HEADER.subarray(0, 9));
  assert.deepEqual((await restored({ data })).messages, []);
  await symlink(other, `${data}.new`);
  assert.deepEqual((await restored({ data })).messages, []);
  assert.equal(await readFile(other, "utf8"), "something else");
  await nothingBeside(data);
});
