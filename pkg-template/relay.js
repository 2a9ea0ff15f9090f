// The relay for servers that speak fetch: Deno, Bun, workers, route handlers of frameworks.
import { dispatch } from "./exchange.js";
import { atOnce } from "./failure.js";
import { reader, tell } from "./outside.js";
import { CONSUMED, RelayBody, whole } from "./relay-body.js";
import { relayConfig } from "./relay-config.js";
import { lead } from "./relay-lead.js";

export function createRelay(given) {
  const relay = atOnce(() => relayConfig(given, true));
  return async (request) => {
    const url = new URL(request.url);
    // Where a Request was not made of one that came over the wire, it has no such header.
    const header = (name) => request.headers.get(name) ?? (name === "host" ? url.host : undefined);
    const open = (admitted) => opened(relay, request, admitted);
    const target = url.pathname + url.search;
    const asked = { method: request.method, target, header, original: request, open };
    const { status, headers, body, signal } = await lead(relay, asked);
    // What nobody has begun to read nobody wants.
    if (request.body && !request.body.locked) tell(() => request.body.cancel());
    return new Response(typeof body === "object" ? streamed(body, signal) : body, { status, headers });
  };
}

/** A request's body, and what sends it on. */
function opened(relay, request, { route, target, length }) {
  const body = new RelayBody(relay.maxBodyBytes, length);
  const send = async (signal) => {
    const { method, effect } = route;
    const sent = { method, effect, target, headers: relay.headers, body: await bodyOf(relay, request, body, signal) };
    const { status, headers, body: stream } = await dispatch(relay, sent, signal);
    return { status, header: (name) => headers.get(name) ?? undefined, body: stream };
  };
  return { body, send };
}

/** It goes on as it comes where the host sends a stream with its length, and in one piece elsewhere. */
async function bodyOf({ form }, request, body, signal) {
  if (request.bodyUsed) body.fail(500, CONSUMED);
  if (!request.body) {
    body.end();
    return { value: request.method === "GET" ? undefined : "" };
  }
  const parts = body.parts(reader(request.body), signal);
  if (!form.takesStreams || body.length === undefined) return { value: new Blob(await whole(parts)) };
  return { value: streamed(parts), isStream: true, length: body.length };
}

/** An async iterable as a stream that is read no faster than it is wanted, until `signal` ends it. */
function streamed(parts, signal) {
  const iterator = parts[Symbol.asyncIterator]();
  const source = {
    start(controller) {
      signal?.addEventListener("abort", () => {
        tell(() => controller.error(signal.reason));
        tell(() => iterator.return());
      });
    },
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => tell(() => iterator.return()),
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}
