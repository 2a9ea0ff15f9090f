import { bytesOf, success } from "./answers.mjs";

/**
 * What a faulty server does, and when: once a connection is there, once it has a request's headers, or once it has
 * taken a request whole.
 * @typedef {object} Fault
 * @property {"connection" | "head" | "whole" | "never"} at
 * @property {(socket: import("node:net").Socket, request: object) => void} [act] without it, nothing is done
 */

const JSON_TYPE = "application/json";
const FILLER = Buffer.alloc(10 << 20, "x");

/** How long the client gets to read the beginning of an answer before the connection breaks, in ms. */
const LEAD = 30;

/** The credentials, as a server that repeats what it was sent would show them. */
function echo({ headers }) {
  return `${headers["x-wm-client-id"]} and ${headers["x-wm-client-secret"]}`;
}

function failure(request) {
  return { type: JSON_TYPE, body: JSON.stringify({ error_message: `Nothing for ${echo(request)}` }) };
}

const status = (code, headers) => ({
  at: "whole",
  act: (socket, request) => socket.write(bytesOf(code, { ...failure(request), headers })),
});

/** An answer with status 200 that is made of the right one. */
const success200 = (change) => ({
  at: "whole",
  act: (socket, request) => socket.write(bytesOf(200, change(success(request.target), request))),
});

/** So much of the right answer, up to the middle of its headers or of its body. */
function part(target, place) {
  const bytes = bytesOf(200, success(target));
  const head = bytes.indexOf("\r\n\r\n") + 4;
  return bytes.subarray(0, place === "headers" ? head - 12 : head + 10);
}

function breakOff(place) {
  return {
    at: "whole",
    act: (socket, request) => {
      socket.write(part(request.target, place));
      setTimeout(() => socket.resetAndDestroy(), LEAD);
    },
  };
}

/** @type {Record<string, Fault>} */
export const FAULTS = {
  refused: { at: "never" },
  "reset before the body": { at: "head", act: (socket) => socket.resetAndDestroy() },
  "reset after the body": { at: "whole", act: (socket) => socket.resetAndDestroy() },
  "FIN after the body": { at: "whole", act: (socket) => socket.end() },
  "reset in the answer's headers": breakOff("headers"),
  "reset in the answer's body": breakOff("body"),
  "an answer that is no HTTP": {
    at: "whole",
    act: (socket, request) => socket.write(`Who is ${echo(request)}?\r\n\r\n`),
  },
  "hang before reading": { at: "connection" },
  "hang after taking": { at: "whole", act: () => {} },
  "hang in the answer's body": { at: "whole", act: (socket, request) => socket.write(part(request.target, "body")) },
  500: status(500),
  503: status(503),
  429: status(429),
  "429, Retry-After: 1": status(429, { "Retry-After": "1" }),
  "429, Retry-After: 3600": status(429, { "Retry-After": "3600" }),
  302: status(302, { Location: "/elsewhere" }),
  401: status(401),
  444: status(444),
  469: status(469),
  "400 of 10 MB": {
    at: "whole",
    act: (socket, request) => {
      const { type, body } = failure(request);
      socket.write(bytesOf(400, { type, body, length: body.length + FILLER.length }));
      socket.write(FILLER);
    },
  },
  "200, error_message": success200((_, request) => failure(request)),
  "200, truncated JSON": success200((_, request) => ({ type: JSON_TYPE, body: failure(request).body.slice(0, -2) })),
  "200, HTML": success200((_, request) => ({ type: "text/html", body: `<h1>Welcome, ${echo(request)}</h1>` })),
  "200, empty": success200(() => ({})),
  "200, wrong charset": success200(({ type, body }) => ({ type: `${type.split(";")[0]}; charset=utf-16`, body })),
  "Content-Length too long": {
    at: "whole",
    act: (socket, request) => {
      const { type, body } = success(request.target);
      socket.end(bytesOf(200, { type, body, length: Buffer.byteLength(body) + 10 }));
    },
  },
  "Content-Length too short": success200(({ type, body }) => ({ type, body, length: Buffer.byteLength(body) - 4 })),
};
