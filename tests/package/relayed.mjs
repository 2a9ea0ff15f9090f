import { createServer } from "node:http";
import { createRelay } from "../../pkg/relay.js";
import { createRelayListener } from "../../pkg/relay-node.js";
import { CLIENT_ID, CLIENT_SECRET, NUMBER, whatsmate } from "./client.mjs";

/** The two forms of a relay, each as a function that serves it and gives its address. */
export const FORMS = {
  "fetch style": async (t, config) => {
    const relay = createRelay(config);
    return serve(t, async (request, response) => {
      const controller = new AbortController();
      response.on("close", () => controller.abort());
      const { method, headers } = request;
      const body = method === "GET" || method === "OPTIONS" ? undefined : ReadableStream.from(request);
      const asked = new Request(`http://${headers.host}${request.url}`, { method, headers, body, duplex: "half", signal: controller.signal });
      const answer = await relay(asked);
      response.writeHead(answer.status, [...answer.headers].flat());
      if (answer.body) for await (const part of answer.body) response.write(part);
      response.end();
    });
  },
  "node:http": (t, config) => serve(t, createRelayListener(config)),
};

async function serve(t, listener) {
  const server = createServer((request, response) => {
    Promise.resolve(listener(request, response)).catch(() => response.destroy());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  }));
  return { url: `http://127.0.0.1:${server.address().port}`, port: server.address().port };
}

/** A relay of some form before an API, which lets everybody in. */
export const relayed = (t, form, api, config = {}) =>
  FORMS[form](t, { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, baseUrl: api.url, authorize: () => true, ...config });

/** A client as it is in a page: without credentials. */
export const page = (relay, config = {}) => new whatsmate.WhatsMate({ baseUrl: `${relay.url}/whatsmate`, maxRetries: 0, ...config });

export const TEXT = "/whatsmate/v3/whatsapp/single/text/message/1";
export const CODES = "/whatsmate/v1/translation/supported-codes";

/** Sends a text by hand. */
export async function post(relay, { path = TEXT, method = "POST", headers = {}, body = JSON.stringify({ number: NUMBER, message: "hi" }) } = {}) {
  const init = { method, headers: { "Content-Type": "application/json", ...headers } };
  if (method === "POST") init.body = body;
  const response = await fetch(relay.url + path, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, delivery: response.headers.get("x-whatsmate-delivery") };
}
