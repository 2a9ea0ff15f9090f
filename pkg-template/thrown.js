// Reading thrown values. Anything can be thrown, from any realm, so they are read by their properties alone.
import { LONGEST } from "./mask.js";
import { peek } from "./outside.js";

/** How deep a chain of causes is followed: a cause may be its own. */
const DEPTH = 8;

/** How many values are looked at in the search for a secret. What is larger than that is taken to show one. */
const BUDGET = 2_000;

/** The beginning of a text that is only shown; `undefined` if it is no string. */
export const glimpse = (value) => (typeof value === "string" ? value.slice(0, LONGEST) : undefined);

const messageOf = (thrown) => glimpse(thrown) ?? glimpse(peek(thrown, "message"));

/** The value and its causes, the outermost first. */
function chain(thrown) {
  const links = [];
  for (let link = thrown; links.length < DEPTH; link = peek(link, "cause")) {
    if (links.length > 0 && (link === undefined || link === null)) break;
    links.push(link);
  }
  return links;
}

/** A thrown value in words: its message with those of its causes, or what it is. Nothing follows a text that was cut. */
export function describe(thrown) {
  const messages = chain(thrown).map(messageOf).filter(Boolean);
  const last = messages.findIndex(({ length }) => length >= LONGEST);
  return messages.slice(0, last < 0 ? undefined : last + 1).join(": ") || "a value without a message was thrown";
}

/** What is to be known of why a fetch failed: of each link of the chain its code, its message, the system's call that failed. */
export const clues = (thrown) =>
  chain(thrown).map((link) => [glimpse(peek(link, "code")), messageOf(link) ?? "", glimpse(peek(link, "syscall"))]);

/** The value itself, or, if `mask` finds a secret anywhere in it, a copy of its name, message and code with that masked. */
export function masked(thrown, mask) {
  if (!shows(thrown, (text) => mask(text) !== text)) return thrown;
  if (typeof thrown === "string") return mask(glimpse(thrown));
  const copy = new Error(mask(describe(thrown)));
  copy.name = mask(glimpse(peek(thrown, "name")) ?? "Error");
  const code = glimpse(peek(thrown, "code"));
  if (code !== undefined) copy.code = mask(code);
  return copy;
}

/** Whether a text that is a secret hangs on a value, however deep. */
function shows(thrown, isSecret) {
  const seen = new Set();
  let budget = BUDGET;
  const visit = (value) => {
    if (budget === 0) return true;
    budget -= 1;
    if (typeof value === "string") return value.length > LONGEST || isSecret(value);
    const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
    // Bytes show no text, and have as many keys as there are bytes.
    if (!isObject || ArrayBuffer.isView(value) || seen.has(value)) return false;
    seen.add(value);
    if (Array.isArray(value) && value.length > budget) return true;
    const keys = [...Reflect.ownKeys(value), "name", "message", "stack", "cause"];
    return keys.some((key) => visit(key) || visit(value[key])) || visitCollection(value);
  };
  // Maps, sets, headers and the like show what they hold to an iterator only. The budget ends an endless one.
  const visitCollection = (value) => {
    if (!["Map", "Set", "Headers", "FormData", "URLSearchParams"].includes(value[Symbol.toStringTag])) return false;
    for (const item of value) if (visit(item)) return true;
    return false;
  };
  try {
    return visit(thrown);
  } catch {
    return true; // what can not be looked at may hold anything
  }
}
