import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { once } from "node:events";
import { ROUTES } from "../../pkg/relay-table.js";
import { CLIENT_SECRET, NUMBER } from "./client.mjs";
import { record } from "./recorder.mjs";
import { CODES, FORMS, TEXT, post, relayed } from "./relayed.mjs";

const { Rules } = await import("../../pkg/glue.js");

test("the relay's routes are the core's table", async () => {
  await import("../../pkg/index.js");
  const rows = Rules.table().trimEnd().split("\n").map((line) => line.split(" "));
  assert.deepEqual(
    ROUTES.map(({ call, method, path, end, effect }) => [call, method, end && end !== "url" ? `${path}/{${end}}` : path, effect]),
    rows.map((row) => row.slice(0, 4)),
  );
  assert.equal(ROUTES.length, 24);
  assert.deepEqual(ROUTES.filter(({ end }) => end === "url").map(({ path }) => path), ["/v1/pdf/extract", "/v1/pdf/job/submit"]);
});

/** What a request has to look like that is none of the 24 calls, and what the relay says to it. */
const HOSTILE = {
  "another path": [{ path: "/whatsmate/v3/whatsapp/single/text/message" }, 404],
  "a path beyond": [{ path: `${TEXT}/2` }, 404],
  "the end of a path": [{ path: "/message/1" }, 404],
  "no path": [{ path: "/" }, 404],
  "an encoded slash": [{ path: "/whatsmate/v3/whatsapp%2Fsingle/text/message/1" }, 404],
  "an encoded dot": [{ path: "/whatsmate/%2e%2e/v3/whatsapp/single/text/message/%31" }, 404],
  "an empty segment": [{ path: "/whatsmate//v3/whatsapp/single/text/message/1" }, 404],
  "instance 0": [{ path: "/v3/whatsapp/single/text/message/0" }, 404],
  "instance -1": [{ path: "/v3/whatsapp/single/text/message/-1" }, 404],
  "instance 01": [{ path: "/v3/whatsapp/single/text/message/01" }, 404],
  "instance 1e3": [{ path: "/v3/whatsapp/single/text/message/1e3" }, 404],
  "an instance beyond all": [{ path: `/v3/whatsapp/single/text/message/${"9".repeat(30)}` }, 404],
  "a job of dots": [{ path: "/v1/pdf/job/check/a.b", method: "GET" }, 404],
  "a job of 300 letters": [{ path: `/v1/pdf/job/check/${"a".repeat(300)}`, method: "GET" }, 404],
  "a GET of a POST": [{ method: "GET" }, 405],
  "a PUT": [{ method: "PUT" }, 405],
  "a DELETE": [{ method: "DELETE" }, 405],
  "OPTIONS of nobody": [{ method: "OPTIONS" }, 405],
  "a POST of a GET": [{ path: CODES }, 405],
  "a query": [{ path: `${TEXT}?admin=1` }, 400],
  "no url": [{ path: "/v1/pdf/extract", method: "GET" }, 400],
  "an empty url": [{ path: "/v1/pdf/extract?url=", method: "GET" }, 400],
  "two urls": [{ path: "/v1/pdf/extract?url=a&url=b", method: "GET" }, 400],
  "more than a url": [{ path: "/v1/pdf/extract?url=a&x=b", method: "GET" }, 400],
  "a form": [{ headers: { "Content-Type": "application/x-www-form-urlencoded" } }, 415],
  "plain text": [{ headers: { "Content-Type": "text/plain" } }, 415],
  "nearly JSON": [{ headers: { "Content-Type": "application/jsonp" } }, 415],
  "a GET as a picture makes it": [{ path: CODES, method: "GET", headers: { "Content-Type": "" } }, 415],
  "a page of another site": [{ headers: { Origin: "https://evil.example" } }, 403],
  "a page of another port": [{ headers: { Origin: "http://127.0.0.1:1" } }, 403],
  "a page without an origin": [{ headers: { Origin: "null" } }, 403],
  "a cross-site request": [{ path: CODES, method: "GET", headers: { "Sec-Fetch-Site": "cross-site" } }, 403],
  "a same-site request": [{ path: CODES, method: "GET", headers: { "Sec-Fetch-Site": "same-site" } }, 403],
  "an overlong key": [{ headers: { "Idempotency-Key": "k".repeat(256) } }, 400],
  "a key with blanks": [{ headers: { "Idempotency-Key": "a b" } }, 400],
  "a body over the limit": [{ body: "x".repeat(2_000) }, 413],
};

/** Written on a socket, as no client would. */
const RAW = {
  "dot segments": ["POST /whatsmate/../v3/whatsapp/single/text/message/1 HTTP/1.1", "Content-Length: 2"],
  "a dot segment at the end": ["POST /v3/whatsapp/single/text/message/1/.. HTTP/1.1", "Content-Length: 2"],
  "a backslash": ["POST /v3/whatsapp\\single/text/message/1 HTTP/1.1", "Content-Length: 2"],
  "another host in absolute form": ["POST http://evil.example/v3/whatsapp/single/text/message/1 HTTP/1.1", "Content-Length: 2"],
  "an asterisk": ["OPTIONS * HTTP/1.1"],
  "a tunnel": ["CONNECT api.whatsmate.net:443 HTTP/1.1"],
  "two lengths": ["POST /v3/whatsapp/single/text/message/1 HTTP/1.1", "Content-Length: 2", "Content-Length: 40"],
  "length and chunks": ["POST /v3/whatsapp/single/text/message/1 HTTP/1.1", "Content-Length: 2", "Transfer-Encoding: chunked"],
  "a length of minus one": ["POST /v3/whatsapp/single/text/message/1 HTTP/1.1", "Content-Length: -1"],
  "a GET with a body": ["GET /v1/translation/supported-codes HTTP/1.1", "Content-Length: 2"],
  "a header across two lines": ["POST /v3/whatsapp/single/text/message/1 HTTP/1.1", "X-Other: a", " Content-Length: 2"],
};

async function raw(port, lines) {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  let text = "";
  socket.on("data", (part) => { text += part; });
  socket.write(`${[...lines, "Host: 127.0.0.1", "Content-Type: application/json", "Connection: close"].join("\r\n")}\r\n\r\n{}`);
  await once(socket, "close");
  return text;
}

for (const form of Object.keys(FORMS)) {
  test(`${form}: a thousand hostile requests reach nothing`, async (t) => {
    const api = await record(t);
    let asked = 0;
    const authorize = () => { asked += 1; return false; };
    const relay = await relayed(t, form, api, { maxBodyBytes: 1_000, authorize });
    const shown = [];
    for (let round = 0; round < 22; round += 1) {
      for (const [name, [request, status]] of Object.entries(HOSTILE)) {
        const answer = await post(relay, request);
        assert.equal(answer.status, status, `${name}: ${answer.text}`);
        shown.push(answer.text);
      }
      // The fetch style is given what the server in front of it has made of these.
      if (form === "node:http") for (const lines of Object.values(RAW)) shown.push(await raw(relay.port, lines));
    }
    assert.equal(asked, 0, "the owner was asked about one");
    assert.deepEqual(api.requests, []);
    assert.ok(!shown.join().includes(CLIENT_SECRET), "the secret is shown");
    assert.ok(shown.length >= (form === "node:http" ? 1_000 : 750), `${shown.length}`);
    t.diagnostic(`${shown.length} requests`);
  });

  test(`${form}: only the calls and gateways that are named`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api, { calls: ["WhatsApp.sendText", "Translation.supportedCodes"], instances: [1, 5] });
    const status = async (request) => (await post(relay, request)).status;
    assert.equal(await status({}), 200);
    assert.equal(await status({ path: "/v3/whatsapp/group/text/message/5" }), 200);
    assert.equal(await status({ path: CODES, method: "GET" }), 200);
    assert.equal(await status({ path: "/v3/whatsapp/single/text/message/2" }), 403);
    assert.equal(await status({ path: "/v3/telegram/single/text/message/1" }), 403);
    assert.equal(await status({ path: "/v1/pdf/extract?url=https://files.example.com/a.pdf", method: "GET" }), 403);
    assert.equal(api.requests.length, 3);
  });

  test(`${form}: pages of the named origins may send, and read the answer`, async (t) => {
    const api = await record(t);
    const origin = "https://admin.example.com";
    const relay = await relayed(t, form, api, { origins: [origin] });
    const ask = (origin) => post(relay, { method: "OPTIONS", headers: { Origin: origin, "Access-Control-Request-Headers": "content-type,x-csrf-token" } });
    const yes = await ask(origin);
    assert.equal(yes.status, 204);
    assert.equal(yes.headers.get("access-control-allow-origin"), origin);
    assert.equal(yes.headers.get("access-control-allow-methods"), "POST");
    assert.equal(yes.headers.get("access-control-allow-headers"), "content-type,x-csrf-token");
    const no = await ask("https://admin.example.com.evil.example");
    assert.equal(no.status, 403);
    assert.equal(no.headers.get("access-control-allow-origin"), null);
    const sent = await post(relay, { headers: { Origin: origin, "Sec-Fetch-Site": "cross-site" } });
    assert.equal(sent.status, 200);
    assert.equal(sent.headers.get("access-control-allow-origin"), origin);
    assert.match(sent.headers.get("access-control-expose-headers"), /x-whatsmate-delivery/);
    assert.equal(sent.headers.get("vary"), "Origin");
  });

  test(`${form}: a page of the relay's own origin may send`, async (t) => {
    const api = await record(t);
    const relay = await relayed(t, form, api);
    assert.equal((await post(relay, { headers: { Origin: relay.url } })).status, 200);
    assert.equal((await post(relay, { headers: { Origin: "https://app.example.com", "Sec-Fetch-Site": "same-origin" } })).status, 200);
  });

  test(`${form}: the owner says who is let in`, async (t) => {
    const api = await record(t);
    const said = [];
    const answers = [true, false, undefined, 1, "yes", new Response("log in", { status: 302, headers: { Location: "/login" } }), null];
    const authorize = async (request) => {
      const header = typeof request.headers.get === "function" ? request.headers.get("x-user") : request.headers["x-user"];
      said.push(header);
      return answers[said.length - 1];
    };
    const events = [];
    const relay = await relayed(t, form, api, { authorize, onEvent: (event) => events.push(event) });
    const status = [];
    while (status.length < answers.length) {
      const answer = await fetch(relay.url + TEXT, {
        method: "POST",
        redirect: "manual",
        headers: { "Content-Type": "application/json", "X-User": "me" },
        body: JSON.stringify({ number: NUMBER, message: "hi" }),
      });
      status.push(answer.status);
      if (answer.status === 302) assert.equal(answer.headers.get("location"), "/login");
      else if (answer.status === 401) assert.equal(answer.headers.get("x-whatsmate-delivery"), "not-sent");
    }
    assert.deepEqual(status, [200, 401, 401, 401, 401, 302, 401]);
    assert.deepEqual(said, answers.map(() => "me"));
    assert.equal(api.requests.length, 1);
    assert.deepEqual(events.map(({ type }) => type), ["forwarded", ...Array(6).fill("refused")]);
  });

  test(`${form}: an owner who fails lets nobody in, and shows nothing of why`, async (t) => {
    const api = await record(t);
    const events = [];
    const broken = new Error("the database of 10.0.0.7 is down");
    const relay = await relayed(t, form, api, { authorize: () => { throw broken; }, onEvent: (event) => events.push(event) });
    const { status, text, delivery } = await post(relay);
    assert.deepEqual([status, delivery], [500, "not-sent"]);
    assert.doesNotMatch(text, /10\.0\.0\.7/);
    assert.equal(events[0].cause, broken);
    assert.equal(api.requests.length, 0);
  });
}
