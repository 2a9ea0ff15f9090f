// Reading objects that callers give: configurations, options, parameters. A getter may throw, and anything may be anywhere.
import { Failure, invalid } from "./failure.js";
import { peek } from "./outside.js";
import { glimpse } from "./thrown.js";

/** The most UTF-16 units of a text that are taken into wasm memory, which never shrinks. No field of the API comes near. */
const LONGEST_TEXT = 2 ** 24;

/** What is said of a required value that is not there, in words that fit whatever stood for "nothing". */
export const MISSING = "is required, but nothing was given";

/** Gives what a function gives; `undefined` if it throws. */
export function quietly(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Gives what a function gives. What it throws is a failure of `field`, unless it says more itself. */
export function within(field, read) {
  try {
    return read();
  } catch (thrown) {
    throw Failure.in(field, thrown);
  }
}

/** Refuses a value. */
export function refuse(field, message) {
  throw invalid(field, message);
}

const isArray = (value) => quietly(() => Array.isArray(value)) === true;

function kindOf(value) {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "boolean") return "true or false";
  if (typeof value === "object") {
    if (isArray(value)) return "an array";
    return typeof peek(value, "then") === "function" ? "a promise (await it)" : "an object";
  }
  return `a ${typeof value}`;
}

/** Refuses a value of the wrong type. */
export const expect = (field, what, got) => refuse(field, `must be ${what}, but ${kindOf(got)} was given`);

const typed = (type, what) => (value, field) => (typeof value === type ? value : expect(field, what, value));

/** Reads a number that is allowed. */
export const number = (what, isAllowed) => (value, field) => {
  if (typeof value !== "number") return expect(field, what, value);
  return isAllowed(value) ? value : refuse(field, `must be ${what}, but is ${value}`);
};

/** Reads a whole number of at least so much. */
export const count = (least) =>
  number(`a whole number, ${least} or more`, (value) => Number.isInteger(value) && value >= least && value < 2 ** 32);

/** Reads true or false. */
export const flag = typed("boolean", "true or false");

/** Reads a function. */
export const callable = typed("function", "a function");

/** Reads a time in ms, more than 0. */
export const millis = number("a number of milliseconds, more than 0", (value) => value > 0);

/** Reads the number of a gateway. */
export const instance = number(
  "a gateway's number, a whole number of 1 or more",
  (value) => Number.isSafeInteger(value) && value >= 1,
);

/** Reads text, whole: a lone surrogate could only be sent as something else, so it is refused. */
export function text(value, field) {
  if (typeof value !== "string") return expect(field, "a string", value);
  if (value.length > LONGEST_TEXT) refuse(field, "is longer than any text that can be sent");
  if (/\p{Surrogate}/u.test(value)) refuse(field, "holds a lone surrogate, half of a character");
  return value;
}

/** The text of a URL object of any realm; `undefined` of anything else. */
function href(value) {
  const is = (key, type) => typeof peek(value, key) === type;
  return is("searchParams", "object") && is("protocol", "string") && is("href", "string") ? peek(value, "href") : undefined;
}

/** Reads an address: text, or a URL object. */
export function link(value, field) {
  const address = href(value) ?? value;
  return typeof address === "string" ? text(address, field) : expect(field, "a string or a URL", value);
}

/** Reads an AbortSignal of any realm: whatever has `aborted` and takes listeners. */
export function signal(value, field) {
  const is = (key, type) => typeof peek(value, key) === type;
  const isSignal = is("aborted", "boolean") && is("addEventListener", "function") && is("removeEventListener", "function");
  return isSignal ? value : expect(field, "an AbortSignal", value);
}

/**
 * Reads an object with no other properties than known ones; `undefined` is as good as absent.
 *
 * @param {unknown} value
 * @param {string} name what it is called in errors; what is in it is called so, too, but for `parameters`
 * @param {Record<string, Function>} kinds what reads each known property, given its value and its name in errors
 * @returns the values, in the order of `kinds`
 */
export function read(value, name, kinds) {
  const isObject = typeof value === "object" && value !== null && !isArray(value);
  // The keys of bytes are their places, which may be a hundred million.
  if (!isObject || ArrayBuffer.isView(value)) expect(name, "an object", value);
  const field = (key) => (name === "parameters" ? key : `${name}.${key}`);
  const known = Object.keys(kinds);
  for (const key of Object.keys(value)) {
    if (Object.hasOwn(kinds, key) || quietly(() => value[key]) === undefined) continue;
    unknown(field(glimpse(key)), key, known);
  }
  return known.map((key) =>
    within(field(key), () => {
      const given = value[key];
      return given === undefined ? undefined : kinds[key](given, field(key));
    }),
  );
}

/** Refuses a word that is none of the known ones. */
export function unknown(field, given, known) {
  const near = nearest(given, known);
  refuse(field, `is not known here; ${near === undefined ? `known are ${known.join(", ")}` : `did you mean "${near}"?`}`);
}

/** Case and underscores do not count, so that a name as it is on the wire leads to the public one. */
const plain = (name) => name.slice(0, 64).toLowerCase().replaceAll("_", "");

/** The known name that an unknown one was probably meant to be, if one comes near. */
export function nearest(given, known) {
  const near = known
    .map((name) => [distance(plain(given), plain(name)), name])
    .filter(([steps, name]) => steps <= Math.min(3, Math.ceil(name.length / 3)))
    .sort(([a], [b]) => a - b);
  return near[0]?.[1];
}

/** How many letters to put in, take out, change or swap with the next lead from one word to another. */
function distance(from, to) {
  let earlier;
  let last = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 0; i < from.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const isSwap = i > 0 && j > 0 && from[i] === to[j - 1] && from[i - 1] === to[j];
      const change = last[j] + (from[i] === to[j] ? 0 : 1);
      row.push(Math.min(change, row[j] + 1, last[j + 1] + 1, isSwap ? earlier[j - 1] + 1 : Infinity));
    }
    [earlier, last] = [last, row];
  }
  return last[to.length];
}
