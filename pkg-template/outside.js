// Where the wasm meets what is not its own: functions and objects of callers and of the host, which may throw or never
// settle. What throws is caught on this side: an exception that reaches wasm-bindgen's glue keeps a place in its table of
// values for ever.

/** A property of an object; `undefined` if it is none, has none, or does not let itself be looked at. */
export function peek(value, key) {
  try {
    return (typeof value === "object" && value !== null) || typeof value === "function" ? value[key] : undefined;
  } catch {
    return undefined;
  }
}

const isMethod = (value, key) => typeof peek(value, key) === "function";

/** What a function gives, now or later, as a promise of this realm, whatever its `then` does. */
const outcome = (call, self, given) => new Promise((resolve) => resolve(Reflect.apply(call, self, given)));

/** Calls a function and tells `settle` once what came of it, under the number that it has there. */
export function ask(settle, number, call, self, given) {
  outcome(call, self, given).then(
    (value) => settle(number, value, true),
    (thrown) => settle(number, thrown, false),
  );
}

/** Calls a function that is only told something: what it does with it is its own affair. */
export function tell(call, self, given) {
  outcome(call, self, given).catch(() => {});
}

/** Tells `settle` in so many ms; what it gives takes `clearTimeout`. */
export const begin = (settle, number, millis) => setTimeout(() => settle(number, undefined, true), millis);

/** Whether it can be read piece by piece. */
export const isStream = (value) => isMethod(value, "getReader") || isMethod(value, Symbol.asyncIterator);

/**
 * A function that reads a ReadableStream or an async iterable: `true` asks for what an iterator's `next` gives, `false`
 * says that no more is wanted. It begins with the first piece: a stream that is read belongs to its reader.
 */
export function reader(value) {
  let from;
  let next;
  let stop;
  return (wantsMore) => {
    if (!wantsMore) return from && typeof stop === "function" ? Reflect.apply(stop, from, []) : undefined;
    if (!from) {
      const isReadable = isMethod(value, "getReader");
      from = isReadable ? value.getReader() : value[Symbol.asyncIterator]();
      next = isReadable ? from.read : from.next;
      stop = peek(from, isReadable ? "cancel" : "return");
    }
    return Reflect.apply(next, from, []);
  };
}

/** An object of those properties, named with a space between them, without what is not there. */
export function record(names, values) {
  const made = {};
  names.split(" ").forEach((name, i) => {
    if (values[i] !== undefined) made[name] = values[i];
  });
  return made;
}

/** Of each member of a JSON object: name, text, and whether the text is a string's or JSON. `undefined` if it is none. */
export function members(json) {
  try {
    const value = JSON.parse(json);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const found = [];
    for (const name of Object.keys(value)) {
      const member = value[name];
      const isText = typeof member === "string";
      found.push(name, isText ? member : JSON.stringify(member), isText);
    }
    return found;
  } catch {
    return undefined;
  }
}
