// Reading the options of one call.
import { callable, count, expect, flag, millis, number, read, signal, text, within } from "./given.js";
import { peek } from "./outside.js";

const CALL = { signal, timeout: millis, deadline: millis, maxRetries: count(0), retryUnknown: flag };

const isLedger = (value) => ["find", "begin", "end"].every((name) => typeof peek(value, name) === "function");

/** Reads a ledger: the path of its file, or an object with its methods. */
const ledger = (value, field) => (typeof value === "string" || isLedger(value) ? value : expect(field, "a path or a Ledger", value));

/** The options of each kind of call. */
const OPTIONS = {
  call: CALL,
  upload: { ...CALL, onProgress: callable },
  wait: { ...CALL, onStatus: callable, pollInterval: millis },
  encode: { signal, onProgress: callable, filename: text },
  list: {
    ...CALL,
    concurrency: count(1),
    perSecond: number("a number, more than 0", (value) => value > 0),
    minIntervalPerRecipient: millis,
    ordered: flag,
    onProgress: callable,
    key: callable,
    ledger,
  },
};

/** Reads the options of a call of that kind, in the order of OPTIONS. */
export const options = (value, kind) => (value === undefined ? [] : within("options", () => read(value, "options", OPTIONS[kind])));
