// Looks for credentials wherever an error may show one. Runs in every runtime.
import { inspect } from "node:util";

/** How many values of one error are looked at: a server's socket may hang on it. */
const BUDGET = 20_000;

/** How much of a secret is still a secret. */
const PIECE = 12;

/**
 * @param {string[]} secrets
 * @returns {(value: unknown) => string[]} the places of a value that show one of them, or a piece of it
 */
export function finder(secrets) {
  const forms = secrets.flatMap((secret) => [...pieces(secret), encodeURIComponent(secret), btoa(secret)]);
  const pattern = new RegExp(forms.map((form) => form.replaceAll(/\W/g, "\\$&")).join("|"), "i");
  const shows = (text) => pattern.test(text);
  return (value) => [...new Set([...inPrinted(value, shows), ...inProperties(value, shows)])];
}

function pieces(secret) {
  return Array.from({ length: secret.length - PIECE + 1 }, (_, at) => secret.slice(at, at + PIECE));
}

function inPrinted(value, shows) {
  const ways = {
    "as a string": () => String(value),
    "as JSON": () => JSON.stringify(value),
    "its own properties as JSON": () => JSON.stringify(value, Object.getOwnPropertyNames(value ?? {})),
    "node:util's inspect": () =>
      inspect(value, { depth: Infinity, showHidden: true, getters: true, maxStringLength: Infinity }),
    "Deno.inspect": () => globalThis.Deno?.inspect(value, { depth: 100, showHidden: true, getters: true }),
    "Bun.inspect": () => globalThis.Bun?.inspect(value, { depth: 100 }),
  };
  return Object.entries(ways).flatMap(([way, print]) => (shows(attempt(print) ?? "") ? [way] : []));
}

function attempt(print) {
  try {
    return print();
  } catch (error) {
    return String(error?.message);
  }
}

/** Own and inherited properties, hidden ones and those of its causes too, what collections hold, and the keys. */
function inProperties(value, shows) {
  const found = [];
  const seen = new Set();
  const queue = [["error", value]];
  for (let left = BUDGET; queue.length > 0 && left > 0; left -= 1) {
    const [place, each] = queue.shift();
    if (typeof each === "string" || typeof each === "symbol") {
      if (shows(String(each))) {
        found.push(place);
      }
      continue;
    }
    if ((typeof each !== "object" && typeof each !== "function") || each === null || seen.has(each)) {
      continue;
    }
    seen.add(each);
    if (!Array.isArray(each) && typeof each[Symbol.iterator] === "function") {
      attempt(() => queue.push([`${place}[…]`, [...each]]));
    }
    for (let owner = each; owner && !isBuiltIn(owner); owner = Object.getPrototypeOf(owner)) {
      for (const key of Reflect.ownKeys(owner)) {
        queue.push([`${place}'s keys`, key]);
        queue.push([`${place}.${String(key)}`, attempt(() => each[key])]);
      }
    }
  }
  return found;
}

function isBuiltIn(owner) {
  return [Object, Function, Array, Uint8Array, Error].some((Class) => owner === Class.prototype);
}
