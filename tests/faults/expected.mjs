// What the design has come of each fault: the class of the error, whether the message's fate is known, and which calls
// go again. Nothing of it is taken from the package.

/**
 * @typedef {object} Expected
 * @property {string} [class] the error's class; none for a success
 * @property {string} [code]
 * @property {"not-sent" | "unknown"} [delivery] told of sends and submit alone
 * @property {object} [error] more of the error's properties
 * @property {number} attempts how many the client makes
 * @property {[number, number]} heads how often the server sees the headers, from and to
 * @property {[number, number]} taken how often it takes the message whole, from and to
 * @property {number} [wait] how long each wait is, in ms; without it, up to 0.5 s, 1 s …
 */

export const TIMEOUT = 700;
const MAX_RETRIES = 2;

const CODES = {
  ApiError: "api_error",
  AuthenticationError: "authentication",
  QuotaExceededError: "quota_exceeded",
  RateLimitError: "rate_limited",
  UnexpectedResponseError: "unexpected_response",
  ConnectionError: "connection",
  TimeoutError: "timeout",
};

// Which calls repeat, by what they do to the account: supported-codes, check and retrieve_text "reads", translate and
// extract "spends", sends and submit "queues".
const NONE = [];
const READS = ["reads"];
const READS_AND_SPENDS = ["reads", "spends"];
const ALL = ["reads", "spends", "queues"];

// A fate is "not-sent" for each 4xx and for a connection that never opened, and unknown otherwise.
const lost = { class: "ConnectionError", delivery: "unknown", repeats: READS };
const late = {
  class: "TimeoutError",
  delivery: "unknown",
  repeats: READS,
  error: { after: TIMEOUT, scope: "attempt" },
};
const strange = { class: "UnexpectedResponseError", delivery: "unknown", repeats: NONE };
const refusal = (status, name, more) => ({
  class: name,
  delivery: "not-sent",
  repeats: NONE,
  ...more,
  error: { status, ...more?.error },
});
const broken = (status, repeats) => ({ class: "ApiError", delivery: "unknown", repeats, error: { status } });
const limited = (retryAfter, more) => refusal(429, "RateLimitError", { error: { retryAfter }, repeats: ALL, ...more });

const TABLE = {
  refused: { class: "ConnectionError", delivery: "not-sent", repeats: ALL, server: "nothing" },
  "reset before the body": { ...lost, server: "headers" },
  "reset after the body": lost,
  "FIN after the body": lost,
  "reset in the answer's headers": lost,
  "reset in the answer's body": lost,
  "an answer that is no HTTP": lost,
  // What had been on its way is read after the call's end, if the runtime has not taken it back by then.
  "hang before reading": { ...late, server: "maybe" },
  "hang after taking": late,
  "hang in the answer's body": late,
  500: broken(500, READS),
  503: broken(503, READS_AND_SPENDS),
  429: limited(undefined),
  "429, Retry-After: 1": limited(1_000, { wait: 1_000 }),
  "429, Retry-After: 3600": limited(3_600_000, { repeats: NONE }),
  302: { ...strange, error: { status: 302 } },
  401: refusal(401, "AuthenticationError"),
  444: refusal(444, "QuotaExceededError", { error: { trial: true } }),
  469: refusal(469, "QuotaExceededError", { error: { trial: false } }),
  "400 of 10 MB": refusal(400, "ApiError", { error: { bodyLength: 65_536 } }),
  "200, error_message": { class: "ApiError", delivery: "unknown", repeats: NONE, error: { status: 200 } },
  "200, truncated JSON": strange,
  "200, HTML": strange,
  "200, empty": strange,
  // Bodies are UTF-8, whatever the answer says of itself.
  "200, wrong charset": {},
  "Content-Length too long": lost,
  // A text that is cut off looks like a text, and JSON does not look like JSON.
  "Content-Length too short": strange,
};

/** retrieve_text answers 500 when the text is gone, and 503 as everything does. */
const isGone = (fault, call) => fault === "500" && call.name === "pdf.retrieveText";

const IS_GET = /^(pdf\.|supportedCodes$)/;
const DROPS = ["reset before the body", "reset after the body", "FIN after the body", "reset in the answer's headers"];

/**
 * Whether the runtime sends a request again by itself when the connection drops before an answer's headers are there:
 * Deno each one without a body, Bun a GET that went out on a kept connection, and the oldest Bun a POST, too.
 * @param {{ runtime: string, call: import("./calls.mjs").Call }} scenario
 */
export function sendsTwice({ runtime, call }) {
  return (IS_GET.test(call.name) && /^(Deno|Bun)/.test(runtime)) || isOldBun(runtime);
}

/** It sends anything again that went out on a kept connection. */
const isOldBun = (runtime) => runtime.startsWith("Bun ");

/**
 * How often the server may see what the client sends so many times. Nobody is the worse for what a runtime adds where
 * the call reads, or where repeating was asked for.
 */
function timesSent(scenario, attempts) {
  const { runtime, fault, call, isWarm, retryUnknown } = scenario;
  if ((call.effect !== "reads" && !retryUnknown) || !sendsTwice(scenario) || !DROPS.includes(fault)) {
    return attempts;
  }
  return runtime === "Deno" ? 2 * attempts : attempts + Number(isWarm);
}

/**
 * @param {import("./run.mjs").Scenario & { runtime: string }} scenario
 * @returns {Expected}
 */
export function expected(scenario) {
  const { fault, call, retryUnknown = false } = scenario;
  const row = TABLE[fault];
  if (!row.class || (fault === "Content-Length too short" && !call.isJson)) {
    return { attempts: 1, heads: [1, 1], taken: [1, 1], isCut: fault === "Content-Length too short" };
  }
  const { repeats, server = "everything" } = row;
  const isRepeated =
    repeats.includes(call.effect) || (retryUnknown && row.delivery === "unknown" && repeats.length > 0);
  const attempts = isRepeated && !isGone(fault, call) ? 1 + MAX_RETRIES : 1;
  const times = (...sights) => {
    if (server === "maybe") {
      return [0, attempts];
    }
    return sights.includes(server) ? [attempts, timesSent(scenario, attempts)] : [0, 0];
  };
  return {
    class: row.class,
    code: CODES[row.class],
    delivery: call.effect === "queues" ? row.delivery : undefined,
    error: row.error,
    attempts,
    heads: times("headers", "everything"),
    taken: times("everything"),
    wait: row.wait,
    isLate: row.class === "TimeoutError",
  };
}

/**
 * The longest that a call may take, in ms: its attempts, its waits, and a second.
 * @param {Expected} expectation
 */
export function limitOf({ attempts, wait, isLate }) {
  const waits = Array.from({ length: attempts - 1 }, (_, index) => wait ?? 500 * 2 ** index);
  return waits.reduce((sum, each) => sum + each, 0) + (isLate ? attempts * TIMEOUT : 0) + 1_000;
}
