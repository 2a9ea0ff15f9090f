// One request and its answer, in the host's own terms. What is sent and what an answer means is decided in the wasm.
import { getOnce } from "./once.js";
import { ask, isStream, peek, reader, tell } from "./outside.js";

/** How much of a failure's text is read, in bytes: a little more than an error keeps of it. */
const ENOUGH = 68 * 1_024;

/** The host's own fetch, as far as can be told: the one that was there before anybody here was asked for anything. */
const HOSTS_OWN = peek(globalThis, "fetch");

/** What fetch takes beside the address. No header more than needed: one more breaks a CORS preflight. */
function initOf(host, signal, { method, headers, key, body }) {
  const all = { ...headers, "Content-Type": "application/json" };
  if (key !== undefined) all["Idempotency-Key"] = key;
  // A secret must not follow a redirect; workerd refuses "error".
  const init = { method, headers: all, redirect: "manual", signal };
  if (body.value !== undefined) init.body = body.value;
  // The length of a stream is not known to fetch; workerd has a stream of its own that says it.
  if (body.isStream) {
    all["Content-Length"] = `${body.length}`;
    init.duplex = "half";
    if (host === "workerd") init.body = body.value.pipeThrough(new globalThis.FixedLengthStream(body.length));
  }
  if (method === "GET" && !host.endsWith("workerd")) init.cache = "no-store";
  return init;
}

/**
 * Deno and Bun send a GET again by themselves, and what is not a mere look must not be. Bun does so on connections that were
 * used before, old Bun with anything and at any time.
 */
function fetchOf(given, host, init, { method, effect }) {
  if (given) return given;
  const isDelicate = method === "GET" && effect !== "reads";
  if (host === "deno" && isDelicate) return getOnce;
  if (host === "old bun" || (host === "bun" && isDelicate)) init.keepalive = false;
  if (globalThis.fetch === undefined) throw new Error("there is no global fetch");
  return globalThis.fetch;
}

/**
 * Makes a request with the given fetch or the global one, looked up now, so that one put there later is used too.
 *
 * @param {{ fetch?: Function, host: string, base: string }} client
 * @param {object} request its `method`, what it does (`effect`), `target`, `headers`, idempotency `key`, and `body`
 * @param {AbortSignal} signal ends it early
 * @returns what fetch gives
 */
export function dispatch({ fetch, host, base }, request, signal) {
  const init = initOf(host, signal, request);
  return Reflect.apply(fetchOf(fetch, host, init, request), fetch ? undefined : globalThis, [base + request.target, init]);
}

/** Whether a request that is made now goes through the host's own fetch, which does nothing but make it. */
export const isHostsOwn = ({ fetch }) => !fetch && peek(globalThis, "fetch") === HOSTS_OWN;

/**
 * Makes a request and reads its answer.
 *
 * @param {object} client as `dispatch` takes it
 * @param {object} request likewise
 * @returns a promise of what came back, whether the host's own fetch was asked, and a function that ends it early. What came
 *   back is status, Content-Type,
 *   Retry-After, a relay's word on delivery, text, and whether that is the whole text; or `undefined` if what fetch gave is
 *   no Response
 */
export function exchange(client, request) {
  let controller;
  const begin = () => {
    controller = new AbortController();
    return read(client, request, controller.signal);
  };
  return { answer: ask(begin, undefined, []), isOwn: isHostsOwn(client), stop: () => controller?.abort() };
}

async function read(client, request, signal) {
  const response = await dispatch(client, request, signal);
  // A fetch that knows no signal may answer when nobody waits any more.
  if (signal.aborted) {
    const body = peek(response, "body");
    if (typeof peek(body, "cancel") === "function") tell(() => body.cancel());
    return undefined;
  }
  const [status, headers, text] = ["status", "headers", "text"].map((name) => peek(response, name));
  const get = peek(headers, "get");
  const isStatus = Number.isInteger(status) && status >= 0 && status < 1_000;
  if (!isStatus || typeof text !== "function" || typeof get !== "function") return undefined;
  const header = (name) => {
    try {
      const value = Reflect.apply(get, headers, [name]);
      return typeof value === "string" ? value : undefined;
    } catch {
      return undefined;
    }
  };
  const told = ["content-type", "retry-after", "x-whatsmate-delivery"].map(header);
  // Of a failure's text only the beginning is kept, so no more than that is read.
  const stream = status === 200 ? undefined : peek(response, "body");
  const body = isStream(stream) ? await beginning(stream, signal) : [await Reflect.apply(text, response, []), true];
  return typeof body[0] === "string" ? [status, ...told, ...body] : undefined;
}

/** A connection that breaks within a failure's text changes nothing: the status has said what there is to say. */
async function beginning(stream, signal) {
  const next = reader(stream);
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  signal.addEventListener("abort", () => tell(next, false));
  try {
    // In so many pieces: one that never waits and gives nothing would never end.
    for (let piece = 0; piece < 10_000 && size < ENOUGH && !signal.aborted; piece += 1) {
      const { done, value } = await next(true);
      if (done) return [text + decoder.decode(), true];
      if (!ArrayBuffer.isView(value)) break;
      // Of whatever realm; a decoder takes none but its own's.
      const part = new Uint8Array(value.buffer, value.byteOffset, Math.min(value.byteLength, ENOUGH - size));
      size += part.byteLength;
      text += decoder.decode(part, { stream: true });
    }
  } catch {
    // As said above.
  }
  return [text, false];
}
