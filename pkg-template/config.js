// The configuration of a client, read and checked once.
import { formOf } from "./body.js";
import { MISSING, callable, count, flag, instance, link, millis, quietly, read, refuse, text, within } from "./given.js";
import { baseAddress, detect, variable } from "./host.js";

/** The most letters of a credential: servers take no more in a header, and it is looked for in all that is shown. */
const LONGEST = 4_096;

/** Where the API is. */
const API = "https://api.whatsmate.net";

const KINDS = {
  clientId: text,
  clientSecret: text,
  baseUrl: link,
  headers: callable,
  timeout: millis,
  deadline: millis,
  maxRetries: count(0),
  retryUnknown: flag,
  maxConcurrency: count(1),
  enforceLimits: flag,
  fetch: callable,
  onEvent: callable,
  allowInsecureHttp: flag,
  dangerouslyAllowBrowser: flag,
};

/**
 * Reads a configuration: base URL; the API's own headers, or who gives a relay's; what must not be shown; the host, and in
 * which forms a body may be; and the rest as it is given, or by default.
 *
 * @param {unknown} value
 * @param {boolean} isGateway whether it is one gateway's, and has its number
 */
export const config = (value, isGateway) => within("config", () => readConfig(value === undefined ? {} : value, isGateway));

function readConfig(value, isGateway) {
  const kinds = isGateway ? { ...KINDS, instance: (given) => given } : KINDS;
  const [id, secret, baseUrl, relay, ...rest] = read(value, "config", kinds);
  const [timeout, deadline, maxRetries = 2, retryUnknown = false, maxConcurrency = 32, enforceLimits = true, ...others] = rest;
  const [fetch, onEvent, allowHttp, allowBrowser, number] = others;
  const host = detect();
  const given = baseUrl ?? variable(host, "WHATSMATE_BASE_URL");
  const url = parse(given ?? API);
  const isLocal = isLoopback(url.hostname);
  if (url.protocol !== "https:" && !isLocal && !allowHttp) {
    refuse("config.baseUrl", "http would carry everything in clear text: use https, or set allowInsecureHttp: true");
  }
  // The API itself adds no credentials.
  const isRelay = given !== undefined && url.origin !== API;
  const secrets = credentials(id, secret, relay, host, isRelay);
  if (secrets.length > 0 && host === "page" && !isLocal && !allowBrowser) {
    refuse(
      "config.clientSecret",
      "whoever opens this page could read the secret: leave the credentials to a relay on your own server and give its "
        + "address as baseUrl, or, if nobody else can open the page, set dangerouslyAllowBrowser: true",
    );
  }
  const headers = secrets.length > 0 ? { "X-WM-CLIENT-ID": secrets[0], "X-WM-CLIENT-SECRET": secrets[1] } : undefined;
  const base = url.origin + url.pathname.replace(/\/+$/, "");
  const form = formOf(host, fetch !== undefined);
  const gateway = isGateway ? instance(number, "config.instance") : undefined;
  const sent = { base, headers, relay, secrets, host, form, fetch };
  const bounds = { timeout, deadline, maxRetries, retryUnknown, maxConcurrency, enforceLimits };
  return { ...sent, ...bounds, onEvent, instance: gateway };
}

/** Id and secret, as a pair, or neither: a relay adds them. */
function credentials(id, secret, headers, host, isRelay) {
  const isGiven = id !== undefined || secret !== undefined;
  if (isGiven && headers) {
    refuse("config.headers", "is for a relay, which has the credentials: give either headers or credentials");
  }
  const pair = { clientId: id, clientSecret: secret };
  const variables = { clientId: "WHATSMATE_CLIENT_ID", clientSecret: "WHATSMATE_CLIENT_SECRET" };
  if (!isGiven && !headers) {
    // Not for a relay that asks for headers of its own: credentials are not for its eyes.
    for (const [key, name] of Object.entries(variables)) pair[key] = variable(host, name);
    if (isRelay && Object.values(pair).every((text) => text === undefined)) return [];
  }
  if (headers && isRelay) return [];
  for (const [key, name] of Object.entries(variables)) {
    const why = isGiven
      ? "the environment is read only if neither credential is given"
      : `nor is there a variable ${name} in the environment that may be read`;
    if (pair[key] === undefined) refuse(`config.${key}`, `${MISSING}${isGiven ? ": " : ", "}${why}`);
  }
  for (const [key, text] of Object.entries(pair)) check(`config.${key}`, text);
  return Object.values(pair);
}

/** Whether a credential can stand in a header. Its own text is not in the error. */
function check(field, text) {
  if (text.trim() === "") refuse(field, "must not be empty");
  if (text.length > LONGEST) refuse(field, "is longer than any header may be");
  if (/\p{Cc}/u.test(text)) refuse(field, "holds a control character, such as a new line");
  if (/[^\0-\u00ff]/.test(text)) refuse(field, "holds a letter that a header can not carry; only Latin-1 is allowed");
}

/** Takes a base URL apart; a page's may be relative. */
function parse(given) {
  const invalid = (message) => refuse("config.baseUrl", message);
  const url = parsed(given) ?? parsed(given, baseAddress()) ?? invalid("is no URL: it has to begin with https:// or http://");
  if (!/^https?:$/.test(url.protocol)) invalid("must be an http or https URL, and begin with https:// or http://");
  if (url.username || url.password) invalid("must not hold a user name or password");
  if (/[?#]/.test(given)) invalid("must not have a query or a fragment");
  return url;
}

const parsed = (...given) => quietly(() => new URL(...given));

const isLoopback = (host) =>
  host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
