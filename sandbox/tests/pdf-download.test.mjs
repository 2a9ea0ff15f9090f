// How PDFs are fetched: what limits hold, and what servers and a fetch of one's own may do.
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { createSandbox } from "../pkg/index.js";
import { extract } from "./pdf-support.mjs";
import { pdf, serveFiles } from "./support.mjs";

const GOOD = pdf("BT /F1 24 Tf 20 100 Td (Hello from a PDF) Tj ET");
const HELLO = { text: "Hello from a PDF" };
const TOO_LARGE = { fault: "the PDF is over 1 MB" };

const redirect = (location) => (response) => response.writeHead(302, { location }).end();

test("redirects are followed, but not for ever and not out of http and https", async (t) => {
  let turns = 0;
  const files = await serveFiles(t, {
    "/good.pdf": GOOD,
    "/moved.pdf": redirect("/moved/again.pdf"),
    "/moved/again.pdf": redirect("../good.pdf"),
    "/file.pdf": redirect(import.meta.url),
    "/data.pdf": redirect(`data:application/pdf;base64,${Buffer.from(GOOD).toString("base64")}`),
    "/ftp.pdf": redirect("ftp://127.0.0.1/good.pdf"),
    "/loop.pdf": (response) => {
      turns += 1;
      redirect("/loop.pdf")(response);
    },
  });
  const sandbox = await createSandbox();
  assert.deepEqual(await extract(sandbox, `${files}/moved.pdf`), HELLO);
  for (const path of ["/file.pdf", "/data.pdf", "/ftp.pdf"]) {
    const { fault } = await extract(sandbox, files + path);
    assert.equal(fault, "the PDF could not be fetched: URL scheme must be a HTTP(S) scheme", path);
  }
  assert.deepEqual(await extract(sandbox, `${files}/loop.pdf`), {
    fault: "the PDF could not be fetched: redirect count exceeded",
  });
  assert.equal(turns, 21);
});

const BOUNDED = { timeout: 60_000 };

test("a body over the limit is refused once that is known, and its connection ends", BOUNDED, async (t) => {
  const ended = [];
  const keep = (response) => ended.push(once(response, "close"));
  const files = await serveFiles(t, {
    "/announced.pdf": (response) => {
      keep(response);
      response.writeHead(200, { "content-length": 2 ** 20 + 1 }).flushHeaders();
    },
    "/endless.pdf": (response) => {
      keep(response);
      const more = () => response.write(Buffer.alloc(2 ** 16));
      response.on("drain", more);
      while (more());
    },
    "/missing.pdf": (response) => {
      keep(response);
      response.writeHead(404).write("not yet all");
    },
  });
  const sandbox = await createSandbox();
  assert.deepEqual(await extract(sandbox, `${files}/announced.pdf`), TOO_LARGE);
  assert.deepEqual(await extract(sandbox, `${files}/endless.pdf`), TOO_LARGE);
  assert.match((await extract(sandbox, `${files}/missing.pdf`)).fault, /status 404/);
  await Promise.all(ended);
  assert.equal(ended.length, 3);
});

test("a body may be compressed, and its limit is that of what comes out", async (t) => {
  const gzip = (bytes) => (response) => response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(bytes));
  const files = await serveFiles(t, { "/good.pdf": gzip(GOOD), "/bomb.pdf": gzip(Buffer.alloc(2 ** 28)) });
  const sandbox = await createSandbox();
  assert.deepEqual(await extract(sandbox, `${files}/good.pdf`), HELLO);
  assert.deepEqual(await extract(sandbox, `${files}/bomb.pdf`), TOO_LARGE);
});

test("the content type is of no matter", async (t) => {
  const typed = (type, bytes) => (response) => response.writeHead(200, { "content-type": type }).end(bytes);
  const files = await serveFiles(t, {
    "/good": typed("text/html", GOOD),
    "/page.pdf": typed("application/pdf", "<html>"),
  });
  const sandbox = await createSandbox();
  assert.deepEqual(await extract(sandbox, `${files}/good`), HELLO);
  assert.match((await extract(sandbox, `${files}/page.pdf`)).fault, /^bad PDF: /);
});

test("a server that is not there, or breaks off, is told of", async (t) => {
  const files = await serveFiles(t, {
    "/broken.pdf": (response) => {
      response.writeHead(200, { "content-length": 100 }).write("%PDF");
      setTimeout(() => response.destroy(), 50);
    },
    "/garbled.pdf": (response) => response.writeHead(200, { "content-encoding": "gzip" }).end("%PDF"),
  });
  const sandbox = await createSandbox();
  for (const [url, reason] of [
    ["http://127.0.0.1:2/x.pdf", "ECONNREFUSED"],
    [`${files}/broken.pdf`, "UND_ERR_SOCKET"],
    [`${files}/garbled.pdf`, "Z_DATA_ERROR"],
  ]) {
    const { fault } = await extract(sandbox, url);
    assert.ok(fault.startsWith(`the PDF could not be fetched: ${reason}`), fault);
  }
});

test("a fetch of one's own may fail in any way", async () => {
  for (const [fetch, reason] of [
    [() => Promise.reject(new Error("no network")), "no network"],
    [() => Promise.reject(new Error("no", { cause: { code: "ENONE" } })), "ENONE"],
    [() => Promise.reject("a text"), "a text"],
    [() => Promise.reject(undefined), "undefined"],
    [
      () => {
        throw new Error("at once");
      },
      "at once",
    ],
    [() => new Response(null, { status: 503 }), "status 503"],
  ]) {
    const sandbox = await createSandbox({ fetch });
    const answer = await extract(sandbox, "http://a.example/x.pdf");
    assert.deepEqual(answer, { fault: `the PDF could not be fetched: ${reason}` });
  }
  const sandbox = await createSandbox({ fetch: () => undefined });
  assert.match((await extract(sandbox, "http://a.example/x.pdf")).fault, /^the PDF could not be fetched: /);
});
