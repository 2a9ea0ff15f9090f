// Whom a relay lets in, and with what: nothing of a request goes on that was not looked at here.
import { quietly } from "./given.js";
import { ask } from "./outside.js";
import { ROUTES } from "./relay-table.js";

/** A request that is not sent on. */
export class Refusal {
  constructor(status, reason, headers = {}) {
    Object.assign(this, { status, reason, headers });
  }
}

/** The path of a request: whatever the relay is mounted under, without a step up or down or to the side. */
const PATH = /^(?:\/(?!(?:\.|%2e){1,2}(?:\/|$))[^/\\]+)+$/i;

/** Where the API's own path begins: the relay may be mounted under a version of its server's, too. */
const BEGIN = /\/v\d(?=\/)(?!.*\/v\d\/)/;

/** What ends the path of some calls. */
const ENDS = { instance: /^[1-9]\d{0,14}$/, jobId: /^[\w-]{1,200}$/ };

const BY_PATH = new Map(ROUTES.map((route) => [route.path, route]));

/**
 * The call that a request asks for, and where it goes: that is put together anew from what is known.
 *
 * @param {string} asked path and query
 */
function routeOf(asked) {
  const [path, ...search] = asked.split("?");
  const begin = PATH.test(path) ? path.search(BEGIN) : -1;
  const known = begin < 0 ? "" : path.slice(begin);
  const cut = known.lastIndexOf("/");
  const [stem, end] = BY_PATH.has(known) ? [known] : [known.slice(0, cut), known.slice(cut + 1)];
  const route = BY_PATH.get(stem);
  if (!route || !(ENDS[route.end] ?? /^$/).test(end ?? "")) refuse(404, "no such call");
  const instance = route.end === "instance" ? Number(end) : undefined;
  return { route, target: known + queryOf(route, search.join("?")), instance };
}

/** What a call takes in its query: the address of a PDF, or nothing. */
function queryOf({ end }, search) {
  const given = [...new URLSearchParams(search)];
  if (end !== "url") return given.length === 0 ? "" : refuse(400, "this call takes no query");
  const isUrl = given.length === 1 && given[0][0] === "url" && given[0][1] !== "";
  return isUrl ? `?url=${encodeURIComponent(given[0][1])}` : refuse(400, "this call takes one url in its query, and nothing else");
}

function refuse(...words) {
  throw new Refusal(...words);
}

/**
 * Whether a request comes from a page that may send it: of the relay's own origin, or of a named one. What is no page, such
 * as curl, says nothing of an origin; a browser can not be made not to.
 */
function isWelcome({ origins }, header) {
  const origin = header("origin");
  const site = header("sec-fetch-site");
  if (origin !== undefined && origins.has(origin)) return true;
  if (site !== undefined) return site === "same-origin" || site === "none";
  const host = header("host");
  return origin === undefined || (host !== undefined && quietly(() => new URL(origin).host) === host);
}

/** What lets the pages of the named origins read an answer. */
export function corsHeaders({ origins }, header) {
  const origin = header("origin");
  if (origins.size === 0) return {};
  if (!origins.has(origin)) return { vary: "Origin" };
  return {
    vary: "Origin",
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": "retry-after, x-whatsmate-delivery",
  };
}

/** The answer to a browser that asks whether a page may send what it is about to send. */
function preflight({ method }, header) {
  const allowed = header("access-control-request-headers");
  return new Refusal(204, "a preflight", {
    "access-control-allow-methods": method,
    // Those that `headers` of the page's client adds are known to the page only, and its origin is trusted.
    ...(allowed === undefined ? {} : { "access-control-allow-headers": allowed }),
    "access-control-max-age": "600",
  });
}

/**
 * Looks at a request.
 *
 * @param {object} relay what `relayConfig` has read
 * @param {{ method: string, target: string, header: (name: string) => string | undefined }} request
 * @returns what is sent on: the `route`, its `target`, the `instance`, the `key`, and the `length` of the body
 * @throws {Refusal}
 */
export function admit(relay, { method, target: asked, header }) {
  const { route, target, instance } = routeOf(asked);
  if (!isWelcome(relay, header)) refuse(403, "this page's origin is not among those that may send through this relay");
  if (method === "OPTIONS" && header("origin") !== undefined) throw preflight(route, header);
  if (method !== route.method) refuse(405, `this call is a ${route.method}`, { allow: route.method });
  // No page of another site can set it without having asked, and a form or a picture can not at all.
  if (!/^application\/json *(?:;|$)/i.test(header("content-type") ?? "")) refuse(415, "Content-Type must be application/json");
  if (relay.calls && !relay.calls.has(route.call)) refuse(403, `${route.call} is not allowed here`);
  if (instance !== undefined && relay.instances && !relay.instances.has(instance)) refuse(403, `gateway ${instance} is not allowed here`);
  const key = header("idempotency-key");
  if (key !== undefined && !/^[\x21-\x7e]{1,255}$/.test(key)) refuse(400, "Idempotency-Key must be 1 to 255 letters of ASCII");
  return { route, target, instance, key, length: lengthOf(relay, method, header) };
}

/** How long a body is, if that is told. */
function lengthOf({ maxBodyBytes }, method, header) {
  const told = header("content-length");
  const isChunked = header("transfer-encoding") !== undefined;
  if (told !== undefined && (isChunked || !/^\d{1,15}$/.test(told))) refuse(400, "Content-Length is no length");
  const length = told === undefined ? undefined : Number(told);
  if (method === "GET" && (length > 0 || isChunked)) refuse(400, "this call takes no body");
  if (length > maxBodyBytes) refuse(413, `the body has more than ${maxBodyBytes} bytes`);
  return method === "GET" ? 0 : length;
}

/**
 * Asks the owner of the relay whether this request may go on.
 *
 * @param {Function} authorize
 * @param {unknown} request as the server has it
 * @returns {Promise<Response | undefined>} the owner's own answer instead
 * @throws {Refusal}
 */
export async function authorized(authorize, request) {
  let said;
  try {
    said = await ask(authorize, undefined, [request]);
  } catch (thrown) {
    throw Object.assign(new Refusal(500, "the relay could not tell whether this request may be sent"), { cause: thrown });
  }
  if (said === true) return undefined;
  if (typeof said?.headers?.get !== "function") refuse(401, "the relay does not let this request in");
  return said.status >= 200 && said.status < 600 ? said : refuse(500, "the relay could not tell whether this request may be sent");
}
