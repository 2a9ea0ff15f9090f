// What came back, as callers get it.
import { Failure } from "./failure.js";
import { quietly } from "./given.js";
import { glimpse } from "./thrown.js";

/** How much of an answer's text is looked at for an error, in UTF-16 units: more than an error keeps. */
const LOOKED_AT = 68 * 1_024;

/** The JSON object that a text is; `undefined` if it is none. Most texts are none, and an exception costs more than a look. */
const parsed = (text) => (/^\s*\{/.test(text) ? quietly(() => JSON.parse(text)) : undefined);

/** What the wasm is to know of a JSON object: its error_message, id and status, and whether all members are strings. */
function described({ error_message: words, id, status, ...rest }) {
  const message = words === undefined || words === null ? undefined : (glimpse(words) ?? quietly(() => JSON.stringify(words)) ?? "");
  const members = [words, id, status].filter((value) => value !== undefined);
  const isString = (value) => typeof value === "string";
  return [message, glimpse(id), glimpse(status), [...members, ...Object.values(rest)].every(isString)];
}

/**
 * What the wasm says of an attempt that failed.
 *
 * @param {unknown[]} verdict its kind, what belongs to it, what is known of the message, the wait before the next attempt if
 *   there is to be one, and how long all calls of its kind are to wait
 * @param {unknown[]} more what only this side knows of it
 */
export function failureOf([kind, args, delivery, wait, pause], more, cause) {
  return Object.assign(new Failure(kind, [...args, ...more], cause, delivery), { wait, pause });
}

/**
 * Reads an answer.
 *
 * @param {object} rules
 * @param {unknown[]} policy `[row, number, maxRetries, retryUnknown]` of the attempt
 * @param {unknown[]} answer as `exchange` gives it
 * @param {string} [jobId] the PDF job that was asked about
 * @returns `{ id, status }`, the text, or the languages by their codes
 */
export function read(rules, policy, answer, jobId) {
  const [, , , , text, isWhole] = answer;
  const object = parsed(text);
  const verdict = rules.answered(policy, answer, object && described(object), jobId);
  switch (verdict[0]) {
    case "ticket":
      return { id: object.id, status: object.status };
    case "text":
      return text;
    case "codes":
      return object;
    default:
      throw failureOf(verdict, [text.slice(0, LOOKED_AT), !isWhole || text.length > LOOKED_AT]);
  }
}
