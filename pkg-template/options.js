// Reading the options of one call.
import { callable, count, flag, millis, number, read, signal, text, within } from "./given.js";

const CALL = { signal, timeout: millis, deadline: millis, maxRetries: count(0), retryUnknown: flag };

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
  },
};

/** Reads the options of a call of that kind, in the order of OPTIONS. */
export const options = (value, kind) => (value === undefined ? [] : within("options", () => read(value, "options", OPTIONS[kind])));
