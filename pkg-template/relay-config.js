// What a relay is made of, read and checked once.
import { config } from "./config.js";
import { MISSING, callable, count, expect, flag, instance, link, millis, quietly, read, refuse, text, unknown } from "./given.js";
import { masker } from "./mask.js";
import { RelayKeys } from "./relay-keys.js";
import { ROUTES } from "./relay-table.js";

/** The largest body of the 24 calls is a document of 9 MiB, in base64 and with a little JSON around it. */
const LARGEST_BODY = 10 * 2 ** 20;

/** An array of what `kind` reads, as a set. */
const setOf = (kind) => (value, field) =>
  Array.isArray(value) ? new Set(value.map((item, at) => kind(item, `${field}[${at}]`))) : expect(field, "an array", value);

const CALLS = [...new Set(ROUTES.map(({ call }) => call))];

const call = (value, field) => (CALLS.includes(text(value, field)) ? value : unknown(field, value, CALLS));

function origin(value, field) {
  const { protocol, origin } = quietly(() => new URL(text(value, field))) ?? {};
  const isOrigin = (protocol === "http:" || protocol === "https:") && value === origin;
  return isOrigin ? value : refuse(field, 'must be an origin as browsers send it, such as "https://admin.example.com"');
}

const KINDS = {
  clientId: text,
  clientSecret: text,
  authorize: callable,
  baseUrl: link,
  calls: setOf(call),
  instances: setOf(instance),
  origins: setOf(origin),
  maxBodyBytes: count(1),
  timeout: millis,
  onEvent: callable,
  allowInsecureHttp: flag,
};

/**
 * Reads the configuration of a relay.
 *
 * @param {unknown} value
 * @param {boolean} takesFetch whether it may have a fetch of its own
 */
export function relayConfig(value, takesFetch) {
  const kinds = takesFetch ? { ...KINDS, fetch: callable } : KINDS;
  const [clientId, clientSecret, authorize, baseUrl, calls, instances, origins = new Set(), ...rest] = read(value, "config", kinds);
  const [maxBodyBytes = LARGEST_BODY, timeout, onEvent, allowInsecureHttp, fetch] = rest;
  if (!authorize) refuse("config.authorize", `${MISSING}: without it, whoever reaches the relay could send`);
  const { base, headers, secrets, host, form } = config({ clientId, clientSecret, baseUrl, allowInsecureHttp, fetch });
  if (!headers) refuse("config.clientId", `${MISSING}: a relay has the credentials`);
  const rules = { authorize, calls, instances, origins, maxBodyBytes };
  return { base, headers, secrets, mask: masker(secrets), host, form, fetch, ...rules, timeout, onEvent, keys: new RelayKeys() };
}
