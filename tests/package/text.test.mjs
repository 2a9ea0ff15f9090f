import assert from "node:assert/strict";
import { test } from "node:test";
import { ADMIN, base64, bytes, client, NUMBER } from "./client.mjs";
import { ANSWERS, record } from "./recorder.mjs";

const TEXTS = {
  "quotes and backslashes": "She said \"it's C:\\new\\table\" \\\\ \\\" / end\\",
  "new lines and tabs": "first\nsecond\r\nthird\rfourth\tfifth\n",
  "every control character": Array.from({ length: 32 }, (_, i) => String.fromCharCode(i)).join("") + "\u007f\u0080\u009f",
  "the short escapes": "\b\f\n\r\t\v\0",
  emoji: "\u{1f600}\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u{1f1f8}\u{1f1ec}\u2764\ufe0f",
  "line separators of JavaScript": "a\u2028b\u2029c",
  "right to left": "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd \u202eabc\u202c \u200f!",
  "accents, composed and not": "\u00e9 e\u0301 \u00fc \u00df \u0130",
  "the ends of the planes": "\u007f\u0080\u07ff\u0800\uffff\u{10000}\u{10ffff}",
  "a byte order mark": "\ufefftext\ufeff",
  "what looks like an escape": "\\u0041 \\n %20 &amp; ${x} {{y}} <script>",
  "JSON in JSON": JSON.stringify({ number: "12025550177", message: "\"}" }),
  "white space alone": "   ",
};

for (const [name, text] of Object.entries(TEXTS)) {
  test(`${name}: the body is JSON.stringify's to the byte`, async (t) => {
    const server = await record(t);
    const wm = client(server);
    const same = (fields) => {
      const expected = Buffer.from(JSON.stringify(fields));
      assert.ok(server.last.body.equals(expected), `sent ${server.last.body}, not ${expected}`);
      assert.equal(server.last.headers["content-length"], String(expected.length));
    };
    await wm.whatsapp(3).sendText({ number: NUMBER, message: text });
    same({ number: NUMBER, message: text });
    await wm.telegram(3).sendText({ groupName: text, groupAdmin: ADMIN, message: text });
    same({ group_name: text, group_admin: ADMIN, message: text });
    await wm.whatsapp(3).sendUrl({ number: NUMBER, url: text });
    same({ number: NUMBER, url: text });
    await wm.translation.translate({ fromLang: "ar", toLang: "he", text });
    same({ fromLang: "ar", toLang: "he", text });
    await wm.whatsapp(3).sendImage({ groupName: text, image: bytes(4), caption: text });
    same({ group_name: text, image: base64(bytes(4)), caption: text });
  });
}

test("a filename's quotes and letters are escaped as JSON.stringify does", async (t) => {
  const server = await record(t);
  const filename = "\"\u{1f600}\" \u05e9 \u2028 r\u00e9sum\u00e9.pdf";
  await client(server).whatsapp(3).sendDocument({ number: NUMBER, document: bytes(7), filename });
  const expected = JSON.stringify({ number: NUMBER, document: base64(bytes(7)), filename });
  assert.equal(server.last.body.toString("utf8"), expected);
});

test("a translation of 3500 code points goes and comes whole", async (t) => {
  const server = await record(t);
  const text = "\u{1f600}\u00e9\n\"a".repeat(700);
  assert.equal([...text].length, 3500);
  server.answer({ type: "text/plain; charset=utf-8", body: text });
  const answer = await client(server).translation.translate({ fromLang: "en", toLang: "zh-CN", text });
  assert.equal(answer, text);
  assert.equal(server.last.body.toString("utf8"), JSON.stringify({ fromLang: "en", toLang: "zh-CN", text }));
});

test("a url message is sent verbatim as a string, as its href as a URL", async (t) => {
  const server = await record(t);
  const whatsapp = client(server).whatsapp(3);
  for (const url of [
    "https://example.com/a b?q=\u00fc&x=1+2#top", "HTTPS://EXAMPLE.COM", "example.com/no-scheme", "https://ex.example/%7euser/../x",
  ]) {
    await whatsapp.sendUrl({ number: NUMBER, url });
    assert.equal(server.lastJson.url, url);
  }
  const url = new URL("HTTPS://Example.com/a b?q=\u00fc");
  await whatsapp.sendUrl({ number: NUMBER, url });
  assert.equal(server.lastJson.url, "https://example.com/a%20b?q=%C3%BC");
});

const ADDRESSES = [
  "https://files.example.com/a.pdf?x=1&y=2",
  "https://files.example.com/a.pdf#page=2",
  "https://files.example.com/a+b.pdf?q=c+d",
  "https://files.example.com/a b.pdf",
  "https://files.example.com/\u00fcber/\u{1f600}.pdf",
  "https://files.example.com/a.pdf?x=1&y=2+3 4#\u00fc & more",
  "https://files.example.com/100%25.pdf?next=https%3A%2F%2Fexample.com%2F%3Fa%3Db",
  "https://files.example.com/it's(1)!*~.pdf",
  "http://files.example.com:8080/a.pdf?url=b",
];

for (const address of ADDRESSES) {
  test(`a PDF at ${address} arrives whole`, async (t) => {
    const server = await record(t);
    const { pdf } = client(server);
    const calls = [[pdf.extract, "/v1/pdf/extract", ANSWERS.pdfText], [pdf.submit, "/v1/pdf/job/submit", ANSWERS.submitted]];
    for (const [call, path, answer] of calls) {
      assert.deepEqual(await call.call(pdf, address), answer);
      const seen = new URL(server.last.target, server.url);
      assert.equal(seen.pathname, path);
      assert.deepEqual([...seen.searchParams], [["url", address]]);
      assert.doesNotMatch(server.last.target, /\+/);
      if (address.includes(" ")) assert.match(server.last.target, /%20/);
    }
  });
}

test("a PDF's URL object arrives as its href", async (t) => {
  const server = await record(t);
  const url = new URL("https://files.example.com/a b.pdf?x=1&y=\u00fc");
  await client(server).pdf.submit(url);
  assert.deepEqual([...new URL(server.last.target, server.url).searchParams], [["url", url.href]]);
});

test("parameters may come from an object without a prototype, and are not changed", async (t) => {
  const server = await record(t);
  const m = Object.freeze(Object.assign(Object.create(null), { number: "+1 202 555 0123", message: "Hi" }));
  await client(server).whatsapp(3).sendText(m);
  assert.deepEqual(server.lastJson, { number: NUMBER, message: "Hi" });
  assert.deepEqual({ ...m }, { number: "+1 202 555 0123", message: "Hi" });
});
