// The sandbox as a server on node:http, in Node, Deno and Bun.
import { Buffer } from "node:buffer";
import { once } from "node:events";
import { createServer } from "node:http";
import { Socket, isIP } from "node:net";
import { jsonAnswer } from "./answer.js";
import { drip, half, hasBody } from "./faults.js";
import { findPage } from "./pages.js";

const WILDCARDS = { "0.0.0.0": "127.0.0.1", "::": "::1" };

/**
 * Serves a sandbox.
 *
 * @param {import("./host.js").Host} sandbox
 * @param {{ port: number, host: string, pages?: Function, requestTimeout?: number }} options `requestTimeout` is how many milliseconds a
 *   request may take to come: enough for the largest one at 50 kB/s.
 * @returns {Promise<import("./index.js").Listening>}
 */
export async function serve(sandbox, { port, host, pages, requestTimeout = 300_000 }) {
  async function respond(request, caller) {
    // A proxy's client sends the whole URL.
    const [whole, named] = /^[^/]*:\/\/([^/?#]*)/.exec(request.url) ?? [""];
    if (![request.headers.host, named ?? request.headers.host].every((authority) => isOwn(authority, host))) {
      return failure(403, "foreign Host header: this server goes by localhost, its address, or the name that it listens on");
    }
    const page = await findPage(pages, request.method, request.url.slice(whole.length));
    if (page) {
      return page;
    }
    const asked = {
      method: request.method,
      url: request.url.startsWith("/") ? `http://${request.headers.host}${request.url}` : request.url,
      // A list of names and values in turn; in Deno 2.0 one of pairs.
      headers: [...request.rawHeaders].flat(),
      readBody: () => readBody(request, sandbox.bodyLimit),
    };
    return sandbox.answer(asked, caller);
  }

  const callers = new Set();
  const timeouts = {
    requestTimeout,
    headersTimeout: Math.min(requestTimeout, 60_000),
    connectionsCheckingInterval: Math.min(requestTimeout / 2, 30_000),
  };
  const server = createServer(timeouts, async (request, response) => {
    const caller = new AbortController();
    callers.add(caller);
    response.on("close", () => {
      callers.delete(caller);
      caller.abort();
    });
    const { signal } = caller;
    const answered = await respond(request, signal).catch((error) => failure(500, error.message));
    await send(request.socket, response, answered, { signal, pause: (ms) => sandbox.pause(ms, signal) }).catch(() => {
      // Nobody reads it, but older versions of Deno and Bun end a server only once each call has its answer.
      (response.headersSent ? response : response.writeHead(503)).end();
    });
  });
  server.listen(port, host);
  await once(server, "listening");

  const bound = server.address();
  const shown = WILDCARDS[host] ?? host;
  let closing;
  return {
    url: `http://${isIP(shown) === 6 ? `[${shown}]` : shown}:${bound.port}`,
    port: bound.port,
    close() {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        // Older versions of Deno and Bun do not tell that a caller has gone.
        callers.forEach((caller) => caller.abort());
      });
      return closing;
    },
  };
}

/** Sends an answer, or does to the connection what becomes of it. Rejects when its caller has gone. */
async function send(socket, response, { status, headers, body, disruption = {} }, { signal, pause }) {
  const { kind, delay, bytesPerSecond } = disruption;
  if (["reset", "noHttp", "truncate"].includes(kind) && !(socket instanceof Socket)) {
    const fault = "this fault needs the connection, which only Node, Deno from 2.8 and Bun from 1.4 give to a server";
    await send(socket, response, failure(501, fault), { signal, pause });
    return;
  }
  if (kind === "reset") {
    socket.resetAndDestroy();
    return;
  }
  if (kind === "noHttp") {
    socket.end("This is no HTTP.\r\n\r\n", () => socket.destroy());
    return;
  }
  if (kind === "hang" || delay) {
    await pause(delay ?? Infinity);
  }
  if (body instanceof ReadableStream) {
    response.writeHead(status, headers);
    await stream(body, response, signal);
    response.end();
    return;
  }
  const length = kind === "truncate" ? Math.max(1, body.length) : body.length;
  response.writeHead(status, hasBody(status) ? { ...headers, "content-length": length } : headers);
  if (kind === "truncate") {
    response.write(half(body));
    socket.end(() => socket.destroy());
    return;
  }
  if (!bytesPerSecond) {
    response.end(body);
    return;
  }
  for await (const part of drip(body, bytesPerSecond, pause)) {
    response.write(part);
  }
  response.end();
}

/** Writes as fast as the caller reads. */
async function stream(body, response, signal) {
  for await (const piece of body) {
    if (!response.write(piece)) {
      await once(response, "drain", { signal });
    }
  }
}

/**
 * A page of a stranger can point a name of its own at this machine and then read what it likes, but the browser tells
 * that name in the Host header. An address tells no lie, so a server on all addresses lets each one in.
 */
function isOwn(authority, host) {
  const [, name] = /^(\[[^\]]*\]|[^:@]*?)\.?(?::\d*)?$/.exec(authority?.toLowerCase() ?? "") ?? [];
  if (!name) {
    return false;
  }
  const bare = name.replace(/^\[|\]$/g, "");
  return ["localhost", "127.0.0.1", "::1", host.toLowerCase()].includes(bare) || (host in WILDCARDS && isIP(bare) > 0);
}

/** The body, or undefined as soon as it is over the limit; the rest is then read and thrown away. */
function readBody(request, limit) {
  return new Promise((resolve, reject) => {
    let chunks = [];
    let size = 0;
    request.on("data", (chunk) => {
      size += chunk.length;
      if (size > limit) {
        chunks = [];
        resolve(undefined);
      } else {
        chunks.push(chunk);
      }
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
  });
}

function failure(status, message) {
  return jsonAnswer(status, { error_message: message });
}
