// The relay for node:http and what is built on it, such as Express. It pipes: a Request and a Response around each call
// would cost a third of the way.
import * as http from "node:http";
import * as https from "node:https";
import { pipeline } from "node:stream/promises";
import { atOnce } from "./failure.js";
import { reader } from "./outside.js";
import { CONSUMED, RelayBody, whole } from "./relay-body.js";
import { relayConfig } from "./relay-config.js";
import { lead } from "./relay-lead.js";

/** How much of a body waits in a connection for the API to take it, in bytes: with Node's own 16 kB a piece of it would wait. */
const AHEAD = 256 * 1_024;

export function createRelayListener(given) {
  const relay = atOnce(() => relayConfig(given, false));
  const { request: makeRequest, Agent } = relay.base.startsWith("https:") ? https : http;
  const upstream = { makeRequest, agent: new Agent({ keepAlive: true, highWaterMark: AHEAD }) };
  return async (request, response) => {
    const header = (name) => request.headers[name];
    const open = (admitted) => opened(relay, upstream, request, admitted);
    const answer = await lead(relay, { method: request.method, target: request.url, header, original: request, open });
    try {
      give(request, response, answer);
    } catch {
      // Somebody else has answered, or there is nobody to answer.
      answer.body?.return?.();
      response.destroy();
    }
  };
}

function give(request, response, { status, headers, body, signal }) {
  // What is left of it is not wanted, and would block the connection; one that can not be read to its end is of no use.
  request.unpipe();
  request.resume();
  if (request.destroyed && !request.readableEnded) response.setHeader("connection", "close");
  for (const [name, value] of headers) response.appendHeader(name, value);
  response.writeHead(status);
  if (typeof body !== "object") response.end(body);
  else pipeline(body, response, { signal }).catch(() => {}); // what breaks off is seen at the other end
}

/** A request's body, and what sends it on. */
function opened(relay, { makeRequest, agent }, request, { route, target, length }) {
  const body = new RelayBody(relay.maxBodyBytes, length);
  const send = async (signal) => {
    if (request.readableEnded && route.method !== "GET" && length !== 0) body.fail(500, CONSUMED);
    const gathered = length === undefined ? Buffer.concat(await whole(body.parts(reader(request), signal))) : undefined;
    const size = gathered?.length ?? length;
    const headers = { ...relay.headers, "Content-Type": "application/json" };
    if (route.method !== "GET") headers["Content-Length"] = size;
    return new Promise((resolve, reject) => {
      const sent = makeRequest(relay.base + target, { method: route.method, headers, agent, signal });
      sent.on("error", reject);
      // An upgrade ends a request without a word.
      sent.on("close", () => reject(new Error("the connection closed")));
      sent.on("response", (came) => {
        // An answer may come before the request was whole, which then is never ended.
        came.on("close", () => sent.writableEnded || sent.destroy());
        resolve({ status: came.statusCode, header: (name) => came.headers[name], body: came });
      });
      if (gathered || size === 0) sent.end(gathered);
      else pipe(request, sent, body);
    });
  };
  return { body, send };
}

/** Counts what is piped. The host would end the request sent on as if all were well when the other one breaks off. */
function pipe(request, sent, body) {
  const stop = (work) => {
    try {
      work();
    } catch (thrown) {
      sent.destroy(thrown);
    }
  };
  const over = () => (body.isWhole ? sent.end() : stop(() => body.fail(400, "the body ended early")));
  if (request.destroyed) {
    over();
    return;
  }
  request.on("data", ({ length }) => stop(() => body.take(length)));
  request.on("close", over);
  request.pipe(sent);
}
