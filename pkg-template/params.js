// Reading what callers give for one call: its parameters and its options.
import { file } from "./files.js";
import { MISSING, callable, count, flag, link, millis, quietly, read, refuse, signal, text, within } from "./given.js";

/** "caption: null" is how the API's own demos say that there is none. */
const caption = (value, field) => (value === null ? undefined : text(value, field));

function pdf(value, field) {
  const address = link(value, field);
  const url = quietly(() => new URL(address));
  if (address !== "" && !/^https?:$/.test(url?.protocol)) refuse(field, "must be a whole http or https URL");
  return address;
}

/** Of what is absent the wasm tells itself, but not of `null`. */
const required = (kind) => (value, field) =>
  value === undefined || value === null ? refuse(field, MISSING) : kind(value, field);

const KINDS = { text: required(text), unsent: text, caption, link: required(link), pdf: required(pdf), media: file };

/** What reads parameters, of the table's description of them: `number:text`. */
export const kindsOf = (fields) =>
  Object.fromEntries(
    fields.filter(Boolean).map((field) => {
      const [key, kind] = field.split(":");
      return [key, KINDS[kind]];
    }),
  );

/**
 * Reads the parameters of a call.
 *
 * @param {unknown} value
 * @param {Record<string, Function>} kinds
 * @returns the values, in the order of `kinds`; `undefined` for what is absent. A file that has a name of its own is shown
 *   under it, unless another was given
 */
export const params = (value, kinds) =>
  within("parameters", () => {
    const values = read(value, "parameters", kinds);
    const name = Object.keys(kinds).indexOf("filename");
    if (name >= 0) values[name] ??= fileIn(values)?.name;
    return values;
  });

/** Reads the one parameter of a call that takes it as it is. */
export const param = (value, kinds) =>
  Object.entries(kinds).map(([key, kind]) => within(key, () => kind(value, key)));

/** The file among the values of a call. */
export const fileIn = (values) => values.find((value) => typeof value === "object");

const CALL = { signal, timeout: millis, deadline: millis, maxRetries: count(0), retryUnknown: flag };

/** The options of each kind of call. */
const OPTIONS = {
  call: CALL,
  upload: { ...CALL, onProgress: callable },
  wait: { ...CALL, onStatus: callable, pollInterval: millis },
  encode: { signal, onProgress: callable, filename: text },
};

/** Reads the options of a call of that kind, in the order of OPTIONS. */
export const options = (value, kind) => (value === undefined ? [] : within("options", () => read(value, "options", OPTIONS[kind])));
