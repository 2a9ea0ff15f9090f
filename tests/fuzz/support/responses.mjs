import fc from "fast-check";
import { build, recipe } from "./build.mjs";
import { foreign } from "./values-plain.mjs";

const BODIES = [
  "", "text", "null", "5", "[]", "{}", "{\"id\":\"\",\"status\":\"queued\"}", "{\"id\":\"a\",\"status\":\"queued\"}",
  "{\"id\":5,\"status\":\"queued\"}", "{\"id\":\"a/b\",\"status\":\"Completed\"}", "{\"id\":\"a\",\"status\":\"Failed: x\"}",
  "{\"id\":\"a\",\"status\":\"Processing\"}", "{\"error_message\":\"no\"}", "{\"error_message\":{\"a\":1}}",
  "{\"error_message\":null}", "{\"__proto__\":\"x\",\"constructor\":\"y\"}", "{\"en\":1}", "\"Completed\"", "{\"id\":",
  "\ufeff{\"id\":\"a\",\"status\":\"queued\"}", "{\"id\":\"\\ud800\",\"status\":\"\\ud800\"}", "x".repeat(100_000),
  `{"id":"${"a".repeat(100_000)}","status":"queued"}`, "[".repeat(5_000), "{\"a\":".repeat(5_000), "\0",
];

const TYPES = [
  undefined, "application/json", "text/plain", "APPLICATION/JSON ; charset=latin1", "application/problem+json", "", "x",
];
const RETRY_AFTER = [undefined, "0", "0.001", "-1", "1e400", "NaN", "999999999999", "Thu, 01 Jan 1970 00:00:00 GMT", "x"];

/** What of a Response a case puts in the place of the real thing. */
const MEMBERS = ["status", "headers", "text", "body", "get", "bodyUsed", "ok", "clone"];

/** A Response, real or of some object, some of whose members may be anything. */
export const response = fc.record({
  kind: fc.constantFrom("real", "plain", "foreign", "proxy"),
  status: fc.oneof(
    fc.constantFrom(200, 201, 204, 302, 400, 401, 403, 404, 429, 444, 469, 471, 500, 503, 599),
    fc.integer({ min: 200, max: 599 }),
  ),
  type: fc.constantFrom(...TYPES),
  retryAfter: fc.constantFrom(...RETRY_AFTER),
  delivery: fc.constantFrom(undefined, "not-sent", "unknown", "x"),
  body: fc.oneof(fc.constantFrom(...BODIES), fc.json(), fc.string({ unit: "binary" })),
  odd: fc.array(fc.tuple(fc.constantFrom(...MEMBERS), recipe), { maxLength: 2 }),
  stream: fc.constantFrom("none", "none", "breaks", "hangs", "gives texts", "gives nothing for long", "is locked"),
});

const STREAMS = {
  breaks: () => new ReadableStream({ pull: (controller) => controller.error(undefined) }),
  hangs: () => new ReadableStream({}),
  "gives texts": () => new ReadableStream({ pull: (controller) => controller.enqueue("text") }),
  "gives nothing for long": () => {
    let left = 100;
    return new ReadableStream({
      pull: (controller) => (left-- > 0 ? controller.enqueue(new Uint8Array(0)) : controller.close()),
    });
  },
  "is locked": () => {
    const stream = new Response("text").body;
    stream.getReader();
    return stream;
  },
};

function headersOf({ type, retryAfter, delivery }) {
  const all = { "content-type": type, "retry-after": retryAfter, "x-whatsmate-delivery": delivery };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function real(given) {
  const { status, body, stream } = given;
  const isNull = [204, 205, 304].includes(status);
  const content = stream === "none" || stream === "is locked" ? body : STREAMS[stream]();
  const made = new Response(isNull ? null : content, { status, headers: headersOf(given) });
  if (stream === "is locked") made.body?.getReader();
  return made;
}

function plain(given) {
  const headers = new Map(Object.entries(headersOf(given)));
  return {
    status: given.status,
    headers: { get: (name) => headers.get(name) ?? null },
    text: () => given.body,
    body: given.stream === "none" ? undefined : STREAMS[given.stream](),
  };
}

const KINDS = {
  real,
  plain,
  foreign: (given) => Object.assign(foreign("({})"), plain(given)),
  proxy: (given) => new Proxy(plain(given), {}),
};

/** Makes the Response of a case. */
export function hostileResponse(given) {
  const made = KINDS[given.kind](given);
  for (const [member, value] of given.odd) {
    const odd = build(value);
    const target = member === "get" && typeof made.headers === "object" && made.headers !== null ? made.headers : made;
    // A member may be given by a function, as the real ones are, or be the value itself.
    try {
      Object.defineProperty(target, member, { value: odd, configurable: true, writable: true });
    } catch {
      // What is there already can not be changed.
    }
  }
  return made;
}
