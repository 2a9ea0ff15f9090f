const SANDBOX_OPTIONS = [
  "clientId",
  "clientSecret",
  "instances",
  "keep",
  "mediaBytes",
  "data",
  "origins",
  "onMessage",
  "faults",
  "seed",
  "fetch",
];
const LISTEN_OPTIONS = ["port", "host", "pages"];
const WAIT_OPTIONS = ["timeout", "count", "signal"];

/** Checks the options of createSandbox and fills in what was not given. */
export function readSandboxOptions(options = {}) {
  refuseUnknown(options, SANDBOX_OPTIONS, "createSandbox");
  const { clientId, clientSecret, instances = [], keep = 1000, mediaBytes = 256 * 2 ** 20, data, origins = [] } = options;
  const { onMessage, faults = [], seed = 0, fetch = (...call) => globalThis.fetch(...call) } = options;
  for (const [name, value] of Object.entries({ clientId, clientSecret, data })) {
    check(value === undefined || (typeof value === "string" && value !== ""), name, "a string that is not empty");
  }
  check((clientId === undefined) === (clientSecret === undefined), "clientId", "given together with clientSecret");
  check(isWhole(keep, 1, 100_000), "keep", "a whole number from 1 to 100000");
  check(isWhole(mediaBytes, 0, Number.MAX_SAFE_INTEGER), "mediaBytes", "a whole number from 0");
  const isInstance = (number) => isWhole(number, 1, Number.MAX_SAFE_INTEGER);
  check(Array.isArray(instances) && instances.every(isInstance), "instances", "a list of whole numbers from 1");
  const known = Array.isArray(origins) ? origins.map(originOf) : [undefined];
  check(!known.includes(undefined), "origins", 'a list of origins, such as "http://localhost:3000"');
  check(onMessage === undefined || typeof onMessage === "function", "onMessage", "a function");
  check(Array.isArray(faults), "faults", "an array");
  check(isWhole(seed, 0, Number.MAX_SAFE_INTEGER), "seed", "a whole number from 0");
  check(typeof fetch === "function", "fetch", "a function");
  const credentials = clientId === undefined ? [] : [clientId, clientSecret];
  return { credentials, instances, keep, mediaBytes, data, origins: known, onMessage, faults, seed, fetch };
}

/** Checks the options of listen and fills in what was not given. */
export function readListenOptions(options = {}) {
  refuseUnknown(options, LISTEN_OPTIONS, "listen");
  const { port = 9470, host = "127.0.0.1", pages } = options;
  check(isWhole(port, 0, 65_535), "port", "a whole number from 0 to 65535");
  check(typeof host === "string" && host !== "", "host", "a string that is not empty");
  check(pages === undefined || typeof pages === "function", "pages", "a function");
  return { port, host, pages };
}

/** Checks the options of waitFor and fills in what was not given; the core checks the numbers. */
export function readWaitOptions(options = {}) {
  refuseUnknown(options, WAIT_OPTIONS, "waitFor");
  // Shorter than the 5 s after which Vitest, Jest and Bun end a test, and then do not tell what it waited for.
  const { timeout = 4000, count, signal } = options;
  check(signal === undefined || typeof signal?.addEventListener === "function", "signal", "an AbortSignal");
  return { timeout, count, signal };
}

/** Checks what messages are searched by; none is an empty one. */
export function readQuery(query = "") {
  check(typeof query === "string", "query", "a string");
  return query;
}

/** An origin as browsers write it, or undefined where it is none. */
function originOf(text) {
  try {
    const { protocol, origin, href } = new URL(text);
    return ["http:", "https:"].includes(protocol) && href === `${origin}/` ? origin : undefined;
  } catch {
    return undefined;
  }
}

function refuseUnknown(options, known, call) {
  check(typeof options === "object" && options !== null, "options", "an object");
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`${call} has no option "${unknown}"; it has ${known.join(", ")}`);
  }
}

function isWhole(value, least, most) {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

function check(isGood, name, must) {
  if (!isGood) {
    throw new TypeError(`${name} must be ${must}`);
  }
}
