// From a fault, which the wasm finds, to the error that a caller gets.
import * as errors from "./errors.js";
import { masker } from "./mask.js";
import { masked } from "./thrown.js";

/** How much of an answer's text an error keeps, in bytes. What is cut before it is masked is longer. */
const KEPT = 64 * 1_024;

/** The beginning of a text, as many whole characters as KEPT bytes hold. */
const kept = (text) => text.slice(0, new TextEncoder().encodeInto(text, new Uint8Array(KEPT)).read);

const API_ERRORS = {
  401: errors.AuthenticationError,
  403: errors.AuthenticationError,
  429: errors.RateLimitError,
  444: errors.QuotaExceededError,
  469: errors.QuotaExceededError,
};

/**
 * Of each kind of fault: the class, the words, the properties. `hide` masks what comes from outside, and `spare` what a
 * caller named, which stands among words of our own.
 */
const FAULTS = {
  invalid(_, spare, field, message) {
    const name = spare(field);
    return [errors.InvalidInputError, `${name}: ${spare(message)}`, { field: name }];
  },
  api(hide, _, status, words, body, isCut, wait) {
    const errorMessage = words === undefined ? undefined : hide(words);
    const message = `the API answered ${status}${errorMessage === undefined ? "" : `: ${errorMessage}`}`;
    const retryAfter = status === 429 ? wait : undefined;
    const trial = status === 444 || status === 469 ? status === 444 : undefined;
    return [API_ERRORS[status] ?? errors.ApiError, message, { status, errorMessage, body: kept(hide(body, isCut)), retryAfter, trial }];
  },
  unexpected: (hide, _, status, reason, body, isCut) => [
    errors.UnexpectedResponseError,
    `unexpected answer: ${reason}`,
    { status, body: kept(hide(body, isCut)) },
  ],
  refused: (hide, _, reason) => [errors.ConnectionError, `could not connect: ${hide(reason)}`, {}],
  connection: (hide, _, reason) => [errors.ConnectionError, `the connection failed: ${hide(reason)}`, {}],
  broken: (hide, _, reason) => [errors.ConnectionError, `the file failed while it was sent: ${hide(reason)}`, {}],
  late: (_, __, after) => [errors.TimeoutError, `no answer within ${Math.ceil(after)} ms`, { after, scope: "attempt" }],
  over: (_, __, after) => [
    errors.TimeoutError,
    `the deadline of ${Math.ceil(after)} ms has passed`,
    { after, scope: "deadline" },
  ],
  aborted: () => [errors.AbortError, "the call was aborted", {}],
  waiting: (hide, _, jobId, words) => {
    const status = hide(words);
    return [errors.JobNotReadyError, `job ${jobId} has no text yet: ${status}`, { status, jobId }];
  },
  failed: (hide, _, jobId, words) => {
    const status = hide(words);
    return [errors.JobFailedError, `job ${jobId} has failed: ${status}`, { status, jobId }];
  },
};

/**
 * The error of a fault, for the wasm. It is given a list of
 *
 * @param {string} kind one of FAULTS
 * @param {unknown[]} args what it takes beyond `hide` and `spare`
 * @param {string | undefined} endpoint the call, if it came so far that it is known
 * @param {string | undefined} delivery what is known of the message, after all attempts
 * @param {string | undefined} jobId the job that was submitted
 * @param {string[] | undefined} secrets what must not be shown
 * @param {unknown} cause the original
 */
export function createError([kind, args, endpoint, delivery, jobId, secrets = [], cause]) {
  const hide = masker(secrets);
  // Credentials as short as "me" are in many a word of ours. No real one is, and they are masked in foreign text.
  const spare = masker(secrets.filter((secret) => secret.length >= 8));
  const [Class, words, own] = FAULTS[kind](hide, spare, ...args);
  const properties = Object.entries({ endpoint, delivery, jobId, ...own }).filter(([, value]) => value !== undefined);
  const message = endpoint === undefined ? words : `${endpoint}: ${words}`;
  const original = secrets.length > 0 ? masked(cause, hide) : cause;
  return cut(new Class(message, Object.fromEntries(properties), original), message);
}

/** Takes our own frames from an error's stack, so that it begins with the caller's. */
function cut(error, message) {
  let stack;
  try {
    stack = String(error.stack);
  } catch {
    return error; // somebody's Error.prepareStackTrace fails
  }
  // A caller's own function or folder may have such a name within its own.
  const isOurs = /\b(createError|settled)[ @]|wasm:|wasm-function|\/(whatsmate|pkg)\/(cjs\/)?glue\.js:\d/;
  const frames = stack.split("\n").filter((line) => /^\s+at |@/.test(line) && !isOurs.test(line));
  // V8 puts name and message before the frames, others do not.
  const head = /^\w*Error/.test(stack) ? [`${error.name}: ${message}`] : [];
  Object.defineProperty(error, "stack", { value: [...head, ...frames].join("\n"), configurable: true, writable: true });
  return error;
}

/** For the wasm: a promise, and the function that settles it with a value or with what `createError` takes. */
export function promised() {
  let settle;
  const outcome = new Promise((resolve) => {
    settle = (value, failure) => resolve({ value, failure });
  });
  return [settled(outcome), settle];
}

/**
 * The error is made here, since the wasm knows nothing of the caller: an engine adds to an error's stack who awaits the
 * function that it is made in.
 */
async function settled(outcome) {
  const { value, failure } = await outcome;
  if (failure) throw createError(failure);
  return value;
}
