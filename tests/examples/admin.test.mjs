// The server of examples/admin: who is let in, and what it lets nobody do.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Sessions } from "../../examples/admin/sessions.mjs";
import { MESSAGE, PASSWORD, TEXT, startAdmin } from "./admin-server.mjs";

const JSON_TYPE = { "content-type": "application/json" };

let admin;
before(async () => {
  admin = await startAdmin();
});
after(() => admin.close());

const logIn = (name, password) =>
  fetch(`${admin.url}/session`, { method: "POST", headers: JSON_TYPE, body: JSON.stringify({ name, password }) });

/** What the page of a new session sends along. */
async function newSession() {
  const response = await logIn("admin", PASSWORD);
  const { token } = await response.json();
  const [cookie] = response.headers.get("set-cookie").split(";");
  return { cookie, "x-csrf-token": token };
}

const send = (headers, path = TEXT) => fetch(admin.url + path, { method: "POST", headers: { ...JSON_TYPE, ...headers }, body: MESSAGE });

test("lets the page of a session send", async () => {
  const answer = await send(await newSession());
  const { id } = await answer.json();
  assert.equal((await admin.sandbox.messages(`id:${id}`)).length, 1);
});

const REFUSED = {
  "without a session": [401, async ({ cookie: _, ...headers }) => send(headers)],
  "with a made-up session": [401, async (headers) => send({ ...headers, cookie: "session=made-up" })],
  "without a token": [401, async ({ cookie }) => send({ cookie })],
  "with a wrong token": [401, async ({ cookie }) => send({ cookie, "x-csrf-token": "wrong" })],
  "with the token of another session": [401, async ({ cookie }) => send({ ...(await newSession()), cookie })],
  "from another origin": [403, async (headers) => send({ ...headers, origin: "https://elsewhere.example.com" })],
  "from another site": [403, async (headers) => send({ ...headers, "sec-fetch-site": "cross-site" })],
  "as a form sends it": [415, async (headers) => send({ ...headers, "content-type": "text/plain" })],
  "by a call that is not the page's": [403, async (headers) => send(headers, TEXT.replace("whatsapp", "telegram"))],
  "through another gateway": [403, async (headers) => send(headers, TEXT.replace(/1$/, "2"))],
};
for (const [how, [status, attempt]] of Object.entries(REFUSED)) {
  test(`sends nothing ${how}`, async () => {
    const session = await newSession();
    await admin.reachesNothing(async () => assert.equal((await attempt(session)).status, status));
  });
}

test("ends a session when it is told to by its page, and sends nothing from then on", async () => {
  const { cookie, ...token } = await newSession();
  const logOut = (headers) => fetch(`${admin.url}/session`, { method: "DELETE", headers });
  assert.equal((await logOut({ cookie })).status, 401);
  assert.equal((await logOut({ cookie, ...token })).status, 204);
  await admin.reachesNothing(async () => assert.equal((await send({ cookie, ...token })).status, 401));
  assert.equal((await fetch(`${admin.url}/session`, { headers: { cookie } })).status, 401);
});

test("logs in whoever has name and password, and keeps the session from scripts and other sites", async () => {
  for (const [name, password] of [["admin", "wrong"], ["someone", PASSWORD], ["admin", ""], [undefined, undefined]]) {
    const response = await logIn(name, password);
    assert.deepEqual([response.status, response.headers.has("set-cookie")], [401, false]);
  }
  for (const part of ["HttpOnly", "SameSite=Strict", "Secure", "Path=/"]) {
    assert.ok((await logIn("admin", PASSWORD)).headers.get("set-cookie").split("; ").includes(part), part);
  }
});

const LOGINS = {
  "a form": [415, { "content-type": "text/plain" }, "{}"],
  "something long": [413, JSON_TYPE, JSON.stringify({ name: "x".repeat(2_000) })],
  "no JSON": [401, JSON_TYPE, "{"],
  "null": [401, JSON_TYPE, "null"],
};
for (const [what, [status, headers, body]] of Object.entries(LOGINS)) {
  test(`takes ${what} for no login`, async () => {
    assert.equal((await fetch(`${admin.url}/session`, { method: "POST", headers, body })).status, status);
  });
}

test("gives files of the page and of the package, and no others", async () => {
  for (const [path, status] of [["/", 200], ["/node_modules/whatsmate/index.js", 200], ["/server.mjs", 404], ["/node_modules/whatsmate/../../server.mjs", 404]]) {
    assert.equal((await fetch(admin.url + path)).status, status, path);
  }
});

test("a session ends after a time", (t) => {
  t.mock.timers.enable({ apis: ["Date"] });
  const sessions = new Sessions();
  const request = { headers: { cookie: sessions.begin().cookie.split(";")[0] } };
  t.mock.timers.tick(8 * 60 * 60 * 1_000 - 1);
  assert.ok(sessions.of(request));
  t.mock.timers.tick(1);
  assert.equal(sessions.of(request), undefined);
});
