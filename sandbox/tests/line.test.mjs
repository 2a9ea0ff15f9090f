import assert from "node:assert/strict";
import { test } from "node:test";
import { line } from "../pkg/line.js";

const MESSAGE = {
  receivedAt: "2026-11-22T09:00:07.123Z",
  service: "whatsapp",
  kind: "text",
  received: 1,
  number: "12025550101",
  message: "Hello",
};
const time = new Date(MESSAGE.receivedAt).toTimeString().slice(0, 8);
/** All but the time. */
const shown = (fields) => line({ ...MESSAGE, ...fields }).slice(10);

test("a line tells when, what, to whom, and how it begins", () => {
  assert.equal(line(MESSAGE), `${time}  whatsapp  text        12025550101      Hello`);
  assert.match(time, /^\d\d:00:07$/);
  const url = { service: "telegram", kind: "url", message: undefined, url: "https://a.example" };
  assert.equal(shown(url), "telegram  url         12025550101      https://a.example");
  const group = { number: undefined, group_name: "Muscle Men", group_admin: "12025550102" };
  assert.equal(shown(group), 'whatsapp  text        "Muscle Men"     Hello');
});

test("a file is told by its name and caption", () => {
  const file = { kind: "document", message: undefined, filename: "a.pdf", caption: "Look" };
  assert.equal(shown(file), "whatsapp  document    12025550101      a.pdf: Look");
  assert.equal(shown({ ...file, caption: null }), "whatsapp  document    12025550101      a.pdf");
  assert.equal(shown({ ...file, filename: undefined, caption: "" }), "whatsapp  document    12025550101");
});

test("what came before is marked", () => {
  assert.equal(shown({ received: 3 }), "whatsapp  text        12025550101      Hello  (received 3 times)");
});

test("a text is one line, and no longer than one", () => {
  assert.ok(shown({ message: "a\r\nb\t\tc\u2028d  e" }).endsWith("  a b c d e"));
  assert.ok(shown({ message: "😀".repeat(900) }).endsWith(`  ${"😀".repeat(60)}…`));
  assert.ok(shown({ message: "a".repeat(60) }).endsWith(`  ${"a".repeat(60)}`));
  const group = { number: undefined, group_name: "g".repeat(150) };
  assert.ok(shown(group).includes(`"${"g".repeat(24)}…"  Hello`));
});

test("what could steer a terminal is replaced, everywhere", () => {
  const codes = [...Array(32).keys(), ...Array.from({ length: 33 }, (_, i) => 0x7f + i), 0x61c, 0x200e, 0x200f];
  codes.push(...Array.from({ length: 5 }, (_, i) => 0x202a + i), ...Array.from({ length: 4 }, (_, i) => 0x2066 + i));
  codes.push(0x2028, 0x2029, 0xd800);
  for (const code of codes) {
    const evil = `a${String.fromCharCode(code)}[31mb`;
    for (const fields of [
      { message: evil },
      { message: undefined, caption: evil },
      { message: undefined, filename: evil },
      { number: undefined, group_name: evil },
    ]) {
      const text = line({ ...MESSAGE, ...fields });
      // Only what is seen is left.
      assert.match(text, /^[\x20-\x7e\uFFFD]*$/, code.toString(16));
      assert.match(text, /a[ \uFFFD]\[31mb/);
    }
  }
  assert.ok(shown({ message: "👨‍👩‍👧 שלום é" }).endsWith("👨‍👩‍👧 שלום é"));
});
