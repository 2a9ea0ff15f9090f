// What goes wrong with a call, and the error that a caller gets of it.
import * as errors from "./errors.js";
import { masker } from "./mask.js";
import { describe, masked } from "./thrown.js";

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
  api(hide, _, status, words, wait, body, isCut) {
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
  interrupted: () => [errors.InterruptedError, "an earlier run began to send this message and did not learn its fate: it is sent again with retryUnknown only", {}],
  waiting: (hide, _, jobId, words) => {
    const status = hide(words);
    return [errors.JobNotReadyError, `job ${jobId} has no text yet: ${status}`, { status, jobId }];
  },
  failed: (hide, _, jobId, words) => {
    const status = hide(words);
    return [errors.JobFailedError, `job ${jobId} has failed: ${status}`, { status, jobId }];
  },
};

/** What went wrong, before it is told to anybody. It is what our own code throws. */
export class Failure {
  #isOurs;

  /**
   * @param {string} kind one of FAULTS
   * @param {unknown[]} args what it takes beyond `hide` and `spare`
   * @param {unknown} cause the original
   * @param {"not-sent" | "unknown"} delivery what is known of a message whose attempt ended so
   */
  constructor(kind, args, cause, delivery = "unknown") {
    Object.assign(this, { kind, args, cause, delivery });
  }

  /** Unlike `instanceof`, it calls nothing of what was thrown. */
  static #is = (thrown) => typeof thrown === "object" && thrown !== null && #isOurs in thrown;

  /** Of whatever was thrown. */
  static of = (thrown) => (Failure.#is(thrown) ? thrown : new Failure("connection", [describe(thrown)], thrown));

  /** Of what was thrown while `field` was read. */
  static in = (field, thrown) =>
    Failure.#is(thrown) ? thrown : invalid(field, `could not be read: ${describe(thrown)}`, thrown);
}

/** That a value can not be taken. */
export const invalid = (field, message, cause) => new Failure("invalid", [field, message], cause, "not-sent");

/**
 * The error of a failure.
 *
 * @param {Failure} failure
 * @param {{ endpoint?: string, delivery?: string, jobId?: string, secrets?: string[] }} call what is known of the call:
 *   its name, if it came so far; its message, after all attempts; the job that was submitted; what must not be shown
 */
export function createError({ kind, args, cause }, { endpoint, delivery, jobId, secrets = [] } = {}) {
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
  const isOurs = /\b(createError|settled)[ @]|wasm:|wasm-function|\/(whatsmate|pkg)\/(cjs\/)?(client|glue)\.js:\d/;
  const frames = stack.split("\n").filter((line) => /^\s+at |@/.test(line) && !isOurs.test(line));
  // V8 puts name and message before the frames, others do not.
  const head = /^\w*Error/.test(stack) ? [`${error.name}: ${message}`] : [];
  Object.defineProperty(error, "stack", { value: [...head, ...frames].join("\n"), configurable: true, writable: true });
  return error;
}

/** Does something at once. What it throws is an error that a caller gets. */
export function atOnce(work) {
  try {
    return work();
  } catch (thrown) {
    throw createError(Failure.of(thrown));
  }
}

/**
 * The promise that a caller gets.
 *
 * @param {() => object} describe what `createError` is to know of the call
 * @param {() => () => unknown} prepare reads what was given, at once, since it may change. What it gives is done when the
 *   caller is through, who may do more at once: abort, say
 */
export function promised(describe, prepare) {
  try {
    return settled(describe, prepare());
  } catch (thrown) {
    return settled(describe, () => {
      throw thrown;
    });
  }
}

/** The error is made here, since an engine adds to an error's stack who awaits the function that it is made in. */
async function settled(describe, work) {
  await undefined;
  try {
    return await work();
  } catch (thrown) {
    throw thrown instanceof errors.WhatsMateError ? thrown : createError(Failure.of(thrown), describe());
  }
}
