// The relay for node:http and what is built on it, such as Express. It pipes: a Request and a Response around each call
// would cost a third of the way.
import * as http from "node:http";
import * as https from "node:https";
import { pipeline } from "node:stream";
import { atOnce } from "./failure.js";
import { reader } from "./outside.js";
import { RelayBody, whole } from "./relay-body.js";
import { relayConfig } from "./relay-config.js";
import { lead } from "./relay-lead.js";

export function createRelayListener(given) {
  const relay = atOnce(() => relayConfig(given, false));
  const { request: makeRequest, Agent } = relay.base.startsWith("https:") ? https : http;
  const upstream = { makeRequest, agent: new Agent({ keepAlive: true }) };
  return async (request, response) => {
    const header = (name) => request.headers[name];
    const open = (admitted) => opened(relay, upstream, request, admitted);
    const asked = { method: request.method, target: request.url, header, original: request, open };
    const { status, headers, body } = await lead(relay, asked);
    // What is left of it is not wanted, and would block the connection.
    request.unpipe();
    request.resume();
    for (const [name, value] of headers) response.appendHeader(name, value);
    response.statusCode = status;
    if (typeof body !== "object") response.end(body);
    else pipeline(body, response, () => {}); // what breaks off is seen at the other end
  };
}

/** A request's body, and what sends it on. */
function opened(relay, { makeRequest, agent }, request, { route, target, length }) {
  const body = new RelayBody(relay.maxBodyBytes, length);
  const send = async (signal) => {
    if (request.readableEnded && length > 0) body.fail(500, "the body was read before the relay: put it before what parses bodies");
    const parts = length === undefined ? await whole(body.parts(reader(request), signal)) : undefined;
    const size = parts ? parts.reduce((sum, { length }) => sum + length, 0) : length;
    const headers = { ...relay.headers, "Content-Type": "application/json" };
    if (route.method !== "GET") headers["Content-Length"] = size;
    return new Promise((resolve, reject) => {
      const sent = makeRequest(relay.base + target, { method: route.method, headers, agent, signal });
      sent.on("error", reject);
      sent.on("response", (came) => resolve({ status: came.statusCode, header: (name) => came.headers[name], body: came }));
      if (parts) sent.end(Buffer.concat(parts));
      else if (size === 0) sent.end();
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
  request.on("data", ({ length }) => stop(() => body.take(length)));
  request.on("close", () => request.complete || stop(() => body.fail(400, "the body ended early")));
  request.pipe(sent);
}
