import { createServer } from "node:http";
import { createServer as createSocket } from "node:net";

/** What the API answers to a call that succeeds, by its path. */
export const ANSWERS = {
  queued: { status: "queued", id: "0b9ecb1c-7d0f-4f0a-9c57-1f6a2f0d9a01" },
  translation: "Hola, mundo",
  codes: { en: "English", es: "Spanish", "zh-CN": "Chinese (Simplified)" },
  pdfText: "The first page.\n\nThe second page.",
  submitted: { id: "5f2f7a60-0c57-4d3a-8f0e-6a1c5c0f7b02", status: "submitted" },
  checked: { id: "5f2f7a60-0c57-4d3a-8f0e-6a1c5c0f7b02", status: "Processing" },
};

const JSON_TYPE = "application/json";
const TEXT_TYPE = "text/plain; charset=utf-8";

const DEFAULTS = [
  [/\/v3\/[a-z]+\/[a-z]+\/[a-z_]+\/message\/\d+$/, { type: JSON_TYPE, body: ANSWERS.queued }],
  [/\/v1\/translation\/translate$/, { type: TEXT_TYPE, body: ANSWERS.translation }],
  [/\/v1\/translation\/supported-codes$/, { type: JSON_TYPE, body: ANSWERS.codes }],
  [/\/v1\/pdf\/extract$/, { type: TEXT_TYPE, body: ANSWERS.pdfText }],
  [/\/v1\/pdf\/job\/submit$/, { type: JSON_TYPE, body: ANSWERS.submitted }],
  [/\/v1\/pdf\/job\/check\/[^/]+$/, { type: JSON_TYPE, body: ANSWERS.checked }],
  [/\/v1\/pdf\/job\/retrieve_text\/[^/]+$/, { type: TEXT_TYPE, body: ANSWERS.pdfText }],
  [/\/bare$/, { type: TEXT_TYPE, body: "bare" }],
];

const UNKNOWN = { status: 404, type: JSON_TYPE, body: { error_message: "No such path" } };

function defaultAnswer(target) {
  const path = target.split("?")[0];
  return DEFAULTS.find(([pattern]) => pattern.test(path))?.[1] ?? UNKNOWN;
}

/** Raw header pairs as one object with lower-case names; a header sent twice shows both values. */
function headerMap(rawHeaders) {
  const map = {};
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i].toLowerCase();
    map[name] = name in map ? `${map[name]} and again ${rawHeaders[i + 1]}` : rawHeaders[i + 1];
  }
  return map;
}

function give(response, answer) {
  const { status = 200, type = JSON_TYPE, body = "", headers = {}, action } = answer;
  if (action === "hang") return;
  if (action === "reset") {
    response.socket.destroy();
    return;
  }
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const all = { ...(type === null ? {} : { "Content-Type": type }), ...headers };
  if (action === "stall" || action === "truncate") {
    response.writeHead(status, { ...all, "Content-Length": bytes.length + 10 });
    response.write(bytes, () => {
      if (action === "truncate") response.socket.destroy();
    });
    return;
  }
  if (action === "drip") {
    response.writeHead(status, all);
    let at = 0;
    const next = () => {
      if (at === bytes.length) {
        response.end();
        return;
      }
      response.write(bytes.subarray(at, at + 1));
      at += 1;
      setTimeout(next, 2);
    };
    next();
    return;
  }
  response.writeHead(status, all);
  response.end(bytes);
}

/**
 * A server that keeps what it receives. It answers what was queued by `answer()`, else what the API answers.
 *
 * An answer is `{ status, type, body, headers }`; an object as body is sent as JSON, `type: null` sends no Content-Type.
 * `action`: "hang" never answers, "reset" drops the connection, "stall" and "truncate" send less than they announced and
 * wait or drop the connection, "drip" sends the body byte by byte. A function gets (request, response, entry).
 */
export async function record(t) {
  const requests = [];
  const queue = [];
  const server = createServer((request, response) => {
    const entry = {
      method: request.method,
      target: request.url,
      rawHeaders: request.rawHeaders,
      headers: headerMap(request.rawHeaders),
      body: undefined,
      complete: false,
    };
    // Kept from the first line on, so that a request that is broken off counts as one that was sent.
    requests.push(entry);
    const answer = queue.shift() ?? defaultAnswer(request.url);
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("error", () => {});
    response.on("error", () => {});
    request.on("end", () => {
      entry.body = Buffer.concat(parts);
      entry.complete = true;
      if (typeof answer === "function") answer(request, response, entry);
      else give(response, answer);
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    port: server.address().port,
    requests,
    get last() {
      return requests.at(-1);
    },
    get lastJson() {
      return JSON.parse(requests.at(-1).body.toString("utf8"));
    },
    answer(...answers) {
      queue.push(...answers);
    },
    /** Resolves when the server has `count` whole requests. */
    async received(count) {
      const end = Date.now() + 20_000;
      while (requests.filter((entry) => entry.complete).length < count) {
        if (Date.now() > end) throw new Error(`the server never had ${count} requests`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
}

/** A base URL on which nobody listens. */
export async function refusingUrl() {
  const server = createSocket();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
