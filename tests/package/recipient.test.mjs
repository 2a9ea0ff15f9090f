import assert from "node:assert/strict";
import { test } from "node:test";
import { ADMIN, bytes, client, NUMBER, refused } from "./client.mjs";
import { record } from "./recorder.mjs";

const text = (wm, m, o) => wm.whatsapp(3).sendText({ message: "Hi", ...m }, o);
const show = (value) => JSON.stringify(value).replace(/[^\x20-\x7e]/g, (c) => `\\u{${c.codePointAt(0).toString(16)}}`);

/** The number as people write it, all meaning NUMBER. */
const WRITTEN = [
  "12025550123",
  "+12025550123",
  "+1 202 555 0123",
  "+1 (202) 555-0123",
  "1.202.555.0123",
  "+1 [202] 555 0123",
  "  12025550123\t\r\n",
  "1\u00a0202\u202f555\u20090123",
  "1\u3000202\u2003555\u205f0123",
  ..."\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d".split("").map((dash) => `1${dash}202${dash}5550123`),
  "\u202a+1 202 555 0123\u202c",
  "\u200e+12025550123\u200f",
  "\u2066+1-202-555-0123\u2069",
  "\u061c12025550123",
];

for (const number of WRITTEN) {
  test(`a number written ${show(number)} is cleaned`, async (t) => {
    const server = await record(t);
    const wm = client(server);
    await text(wm, { number });
    assert.deepEqual(server.lastJson, { number: NUMBER, message: "Hi" });
    await text(wm, { groupName: "Club", groupAdmin: number });
    assert.deepEqual(server.lastJson, { group_name: "Club", group_admin: NUMBER, message: "Hi" });
  });
}

const NO_NUMBER = [
  "", " ", "+", "-", "()", "++12025550123", "1+2025550123", "12025550123+", "1202555O123", "12025550123x", "tel:12025550123",
  "12025550123,12025550124", "12025550123;ext=1", "1/202/5550123", "1_202_5550123", "#12025550123", "*12025550123",
  "\u0661\u0662\u0660\u0662\u0665\u0665\u0665\u0660\u0661\u0662\u0663", "\uff11\uff12\uff10\uff12\uff15\uff15\uff15",
  "1202555012\ud83d\ude00", "1202555012\u0000", "client@example.com",
];

test("what is no number is refused, as recipient and as admin", async (t) => {
  const server = await record(t);
  const wm = client(server);
  for (const number of NO_NUMBER) {
    await refused(() => text(wm, { number }), "number");
    await refused(() => text(wm, { groupName: "Club", groupAdmin: number }), "groupAdmin");
  }
  assert.equal(server.requests.length, 0);
});

test("a leading 0 is refused with words about the country code", async (t) => {
  const server = await record(t);
  const wm = client(server);
  for (const number of ["02025550123", "0012025550123", "+02025550123", "00 1 202 555 0123", "(00) 12025550123"]) {
    const asNumber = await refused(() => text(wm, { number }), "number");
    assert.match(asNumber.message, /country code/i);
    const asAdmin = await refused(() => text(wm, { groupName: "Club", groupAdmin: number }), "groupAdmin");
    assert.match(asAdmin.message, /country code/i);
  }
  // The words may be about the trunk prefix here: people write it in brackets.
  const trunk = await refused(() => text(wm, { number: "(0)2025550123" }), "number");
  assert.match(trunk.message, /country code|trunk|prefix/i);
  assert.equal(server.requests.length, 0);
});

test("a number has 5 to 15 digits, counted after cleaning", async (t) => {
  const server = await record(t);
  const wm = client(server);
  for (const number of ["12025", "120255501230123", "+1-2-0-2-5", "+1 202 555 0123 0123"]) await text(wm, { number });
  assert.equal(server.requests.length, 4);
  for (const number of ["1202", "1202555012301234", "+1-2-0-2", "1-202"]) await refused(() => text(wm, { number }), "number");
  assert.equal(server.requests.length, 4);
});

test("a group's admin has 5 to 30 digits", async (t) => {
  const server = await record(t);
  const wm = client(server);
  const send = (groupAdmin) => text(wm, { groupName: "Club", groupAdmin });
  await send("12025");
  await send("1".repeat(30));
  assert.equal(server.requests.length, 2);
  await refused(() => send("1202"), "groupAdmin");
  await refused(() => send("1".repeat(31)), "groupAdmin");
  assert.equal(server.requests.length, 2);
});

/** Every send, with parameters that lack nothing but the recipient; `admin` tells whether a group needs its admin. */
const SENDS = [
  ["whatsapp", "sendText", { message: "Hi" }, true],
  ["whatsapp", "sendUrl", { url: "https://example.com/" }, true],
  ["whatsapp", "sendImage", { image: bytes(9) }, false],
  ["whatsapp", "sendDocument", { document: bytes(9), filename: "a.pdf" }, false],
  ["telegram", "sendText", { message: "Hi" }, true],
  ["telegram", "sendImage", { image: bytes(9) }, true],
  ["telegram", "sendDocument", { document: bytes(9), filename: "a.pdf" }, true],
  ["telegram", "sendAudio", { audio: bytes(9), filename: "a.mp3" }, true],
  ["telegram", "sendVoiceNote", { voiceNote: bytes(9), filename: "a.ogg" }, true],
];

for (const [family, method, rest, needsAdmin] of SENDS) {
  test(`${family}.${method}: exactly one recipient`, async (t) => {
    const server = await record(t);
    const wm = client(server);
    const send = (m) => wm[family](3)[method]({ ...m, ...rest });
    const both = await refused(() => send({ number: NUMBER, groupName: "Club", groupAdmin: ADMIN }));
    assert.match(both.message, /number/);
    assert.match(both.message, /groupName/);
    for (const none of [{}, { number: undefined }, { number: undefined, groupName: undefined, groupAdmin: undefined }]) {
      const neither = await refused(() => send(none));
      assert.match(neither.message, /number/);
      assert.match(neither.message, /groupName/);
    }
    assert.equal(server.requests.length, 0);
  });

  test(`${family}.${method}: ${needsAdmin ? "a group needs its admin" : "a group is found by its name alone"}`, async (t) => {
    const server = await record(t);
    const wm = client(server);
    const send = (m) => wm[family](3)[method]({ ...m, ...rest });
    if (needsAdmin) {
      const error = await refused(() => send({ groupName: "Club" }), "groupAdmin");
      assert.match(error.message, /nothing was given/);
      await refused(() => send({ groupName: "Club", groupAdmin: undefined }), "groupAdmin");
      assert.equal(server.requests.length, 0);
    } else {
      await send({ groupName: "Club" });
      assert.equal(server.requests.length, 1);
      assert.equal("group_admin" in server.lastJson, false);
    }
  });

  test(`${family}.${method}: recipients of a wrong type are refused`, async (t) => {
    const server = await record(t);
    const wm = client(server);
    const send = (m) => wm[family](3)[method]({ ...m, ...rest });
    for (const wrong of [12025550123, null, true, Symbol("s"), [NUMBER], { number: NUMBER }, () => NUMBER, 12025550123n]) {
      await refused(() => send({ number: wrong }), "number");
      await refused(() => send({ groupName: wrong, groupAdmin: ADMIN }), "groupName");
      if (needsAdmin) await refused(() => send({ groupName: "Club", groupAdmin: wrong }), "groupAdmin");
    }
    assert.equal(server.requests.length, 0);
  });
}

test("an undefined part of the other form is as good as absent", async (t) => {
  const server = await record(t);
  const wm = client(server);
  await text(wm, { number: NUMBER, groupName: undefined, groupAdmin: undefined });
  assert.deepEqual(server.lastJson, { number: NUMBER, message: "Hi" });
  await text(wm, { number: undefined, groupName: "Club", groupAdmin: ADMIN });
  assert.deepEqual(server.lastJson, { group_name: "Club", group_admin: ADMIN, message: "Hi" });
});

test("a group's name has 1 to 150 code points", async (t) => {
  const server = await record(t);
  const wm = client(server);
  const send = (groupName) => text(wm, { groupName, groupAdmin: ADMIN });
  for (const name of ["x", "x".repeat(150), "\u{1f4aa}".repeat(150), "\u4e2d".repeat(150)]) {
    await send(name);
    assert.equal(server.lastJson.group_name, name);
  }
  assert.equal(server.requests.length, 4);
  for (const name of ["", "x".repeat(151), "\u{1f4aa}".repeat(151)]) await refused(() => send(name), "groupName");
  assert.equal(server.requests.length, 4);
});
