// Where the package meets what is not its own: functions and objects of callers and of the host, which may throw or never
// settle. What throws is caught before the wasm sees it: an exception that reaches wasm-bindgen's glue keeps a place in its
// table of values for ever.

/** A property of an object; `undefined` if it is none, has none, or does not let itself be looked at. */
export function peek(value, key) {
  try {
    return (typeof value === "object" && value !== null) || typeof value === "function" ? value[key] : undefined;
  } catch {
    return undefined;
  }
}

/** Whether an object has a method of that name. */
export const isMethod = (value, key) => typeof peek(value, key) === "function";

/** Calls a function. What it gives, now or later, comes as a promise of this realm, whatever its `then` does. */
export const ask = (call, self, given) => new Promise((resolve) => resolve(Reflect.apply(call, self, given)));

/** Calls a function that is only told something: what it does with it is its own affair. */
export function tell(call, ...given) {
  ask(call, undefined, given).catch(() => {});
}

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
