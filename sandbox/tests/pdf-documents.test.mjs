// PDFs of many programs, whole and damaged: what comes out of them.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { extract, readPdf, runJob, serveBytes } from "./pdf-support.mjs";
import { DOCUMENTS } from "./pdfs/documents.mjs";
import { drawing, pdf } from "./support.mjs";

const HELLO = "BT /F1 24 Tf 20 100 Td (Hello) Tj ET";
const XREF = /xref\n[^]*trailer/;

/** What a PDF of two pages becomes, and whether its text is still found. */
const DAMAGES = {
  "no end": [(file) => file.slice(0, file.indexOf("xref\n")), true],
  "a wrong start of the table": [(file) => file.replace(/startxref\n\d+/, "startxref\n12345678"), true],
  "no table": [(file) => file.replace(XREF, "trailer"), true],
  "another table": [(file) => file.replace(XREF, "xref\n0 1\n9999999999 00000 n \ntrailer"), true],
  "lengths that are missing": [(file) => file.replaceAll("/Length", "/Lost"), true],
  "lengths that are too long": [(file) => file.replace(/\/Length \d+/g, "/Length 99999999"), true],
  "other ends of lines": [(file) => file.replaceAll("\n", "\r\n"), true],
  "something before it": [(file) => `HTTP/1.1 200 OK\r\n\r\n${file}`, true],
  "something after it": [(file) => `${file}\n<html>`.padEnd(10_000), true],
  "no second half": [(file) => file.slice(0, file.length / 2), false],
  "no first half": [(file) => file.slice(file.length / 2), false],
  "other bytes in the streams": [(file) => file.replace(/stream\n.{9}/g, "stream\n123456789"), false],
};

/** PDFs of one page that are out of the ordinary. */
const ODD = {
  "a font that is not there": pdf(HELLO.replace("F1", "F9")),
  "no size of the page": pdf(HELLO).replace("/MediaBox [0 0 300 200]", ""),
  "a page that is its own parent": pdf(HELLO).replace("/Parent 2", "/Parent 3"),
  "pages that hold themselves": pdf(HELLO).replace("/Kids [3", "/Kids [2 0 R 3"),
  "a drawing that draws itself": pdf(`/X Do ${HELLO}`, drawing(6, 1)),
  "a picture amid the content": pdf(`BI /W 1 /H 1 /BPC 8 /CS /G ID xEI ${HELLO}`),
  "brackets without end": pdf(`${HELLO} ${"[".repeat(100_000)}`),
};

test("PDFs of many programs come out as their text", async () => {
  const names = readdirSync(new URL("pdfs", import.meta.url)).filter((name) => name.endsWith(".pdf"));
  assert.deepEqual(names.sort(), Object.keys(DOCUMENTS).sort());
  const files = await Promise.all(names.map(async (name) => [name, await readPdf(name)]));
  const { sandbox, urlOf } = await serveBytes(files);
  for (const name of names) {
    const [answer, job] = await Promise.all([extract, runJob].map((ask) => ask(sandbox, urlOf(name))));
    assert.deepEqual(job, answer, name);
    const expected = DOCUMENTS[name];
    if (expected instanceof RegExp) {
      assert.match(answer.fault, expected, name);
    } else {
      assert.deepEqual(answer, { text: expected }, name);
    }
  }
});

test("a damaged PDF still gives what is left of it", async () => {
  const whole = (await readPdf("reportlab.pdf")).toString("latin1");
  const damage = ([name, [change]]) => [name, Buffer.from(change(whole), "latin1")];
  const { sandbox, urlOf } = await serveBytes(Object.entries(DAMAGES).map(damage));
  for (const [name, [change, isFound]] of Object.entries(DAMAGES)) {
    assert.notEqual(change(whole), whole, name);
    const answer = await extract(sandbox, urlOf(name));
    assert.equal(answer.text === DOCUMENTS["reportlab.pdf"], isFound, `${name}: ${JSON.stringify(answer)}`);
  }
});

test("a PDF that is out of the ordinary is read", async () => {
  const { sandbox, urlOf } = await serveBytes(Object.entries(ODD));
  for (const name of Object.keys(ODD)) {
    assert.deepEqual(await extract(sandbox, urlOf(name)), { text: "Hello" }, name);
  }
});
