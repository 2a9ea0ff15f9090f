// What the host serves beside the sandbox, at its address.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createSandbox } from "../pkg/index.js";
import { GOOD_TEXT, HEADERS, TEXT, raw } from "./support.mjs";

let sandbox;
let server;
let asked;

before(async () => {
  sandbox = await createSandbox();
  const pages = async (path) => {
    asked.push(path);
    if (path === "/broken") {
      throw new Error("no disk");
    }
    return path === "/admin" ? new Response("<h1>Admin</h1>", { status: 203, headers: { "content-type": "text/html", "x-own": "1" } }) : undefined;
  };
  server = await sandbox.listen({ port: 0, pages });
});
after(() => sandbox.close());

/** Fetches, and tells what was asked for. */
async function get(path, init) {
  asked = [];
  return fetch(server.url + path, init);
}

test("a page is served with its status and headers, whatever its query", async () => {
  const response = await get("/admin?a=1");
  assert.deepEqual([response.status, response.headers.get("content-type"), response.headers.get("x-own")], [203, "text/html", "1"]);
  assert.equal(await response.text(), "<h1>Admin</h1>");
  assert.deepEqual(asked, ["/admin"]);
  const head = await get("/admin", { method: "HEAD" });
  assert.deepEqual([head.status, head.headers.get("content-length")], [203, "14"]);
});

test("what there is no page for, the sandbox answers", async () => {
  const response = await get("/none");
  assert.equal(response.status, 404);
  assert.ok((await response.json()).routes.length > 0);
  assert.deepEqual(asked, ["/none"]);
});

test("what is the sandbox's own is not asked for, nor what is no GET", async () => {
  assert.equal((await get("/_sandbox/health")).status, 200);
  assert.deepEqual(asked, []);
  assert.equal((await get(TEXT, { method: "POST", headers: HEADERS, body: GOOD_TEXT })).status, 200);
  assert.deepEqual(asked, []);
  assert.equal((await get("/v1/none")).status, 404);
  assert.deepEqual(asked, []);
  assert.equal((await get("/admin", { method: "POST" })).status, 404);
  assert.deepEqual(asked, []);
});

test("the path comes as it stands on the wire", async () => {
  asked = [];
  await raw(server.port, "GET /../%2e%2e/etc?x HTTP/1.1\nHost: localhost\nConnection: close\n\n");
  assert.deepEqual(asked, ["/../%2e%2e/etc"]);
});

test("a foreign Host header sees no page, and one that fails answers 500", async () => {
  asked = [];
  assert.match(await raw(server.port, "GET /admin HTTP/1.1\nHost: evil.example\nConnection: close\n\n"), / 403 /);
  assert.deepEqual(asked, []);
  assert.equal((await get("/broken")).status, 500);
});

test("pages that are no function are refused", async () => {
  await assert.rejects(sandbox.listen({ port: 0, pages: "www" }), { name: "TypeError", message: "pages must be a function" });
});
