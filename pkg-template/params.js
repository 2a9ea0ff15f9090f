// Reading what callers give for one call: its parameters and its options.
import { file, nameOf } from "./files.js";
import { MISSING, attempt, callable, count, flag, instance, link, millis, read, refuse, signal, text } from "./given.js";

/** "caption: null" is how the API's own demos say that there is none. */
const caption = (value, field) => (value === null ? undefined : text(value, field));

function pdf(value, field) {
  const address = link(value, field);
  let url;
  try {
    url = new URL(address);
  } catch {
    // as no URL at all
  }
  if (address !== "" && !/^https?:$/.test(url?.protocol)) refuse(field, "must be a whole http or https URL");
  return address;
}

/** Of what is absent the wasm tells itself, but not of `null`. */
const required = (kind) => (value, field) =>
  value === undefined || value === null ? refuse(field, MISSING) : kind(value, field);

const KINDS = { text: required(text), unsent: text, caption, link: required(link), pdf: required(pdf), media: file };

/** What reads the parameters of a call, by the text that says which there are. */
const known = new Map();

function kindsOf(fields) {
  const kinds = Object.fromEntries(fields.split(" ").filter(Boolean).map((field) => field.split(":")));
  for (const [key, kind] of Object.entries(kinds)) kinds[key] = KINDS[kind];
  known.set(fields, kinds);
  return kinds;
}

/**
 * Reads the parameters of a call, for the wasm.
 *
 * @param {unknown} value
 * @param {string} fields `number:text message:text`: what there is, and of which of KINDS it is
 * @returns the values in that order, `undefined` for what is absent; or a Refusal. A file that has a name of its own is
 *   shown under it, unless another was given
 */
export const params = (value, fields) =>
  attempt("parameters", () => {
    const kinds = known.get(fields) ?? kindsOf(fields);
    const values = read(value, "parameters", kinds);
    const keys = Object.keys(kinds);
    const [name, media] = ["filename", keys.find((key) => kinds[key] === KINDS.media)].map((key) => keys.indexOf(key));
    if (name >= 0 && media >= 0) values[name] ??= nameOf(values[media]);
    return values;
  });

/** Reads the one parameter of a call that takes it as it is: `url:pdf`. Likewise. */
export function param(value, field) {
  const [key, kind] = field.split(":");
  return attempt(key, () => [KINDS[kind](value, key)]);
}

const CALL = { signal, timeout: millis, deadline: millis, maxRetries: count(0), retryUnknown: flag };

/** The options of each kind of call. */
const OPTIONS = {
  call: CALL,
  upload: { ...CALL, onProgress: callable },
  wait: { ...CALL, onStatus: callable, pollInterval: millis },
  encode: { signal, onProgress: callable, filename: text },
};

/** Reads the options of a call of that kind, for the wasm. Likewise. */
export const options = (value, kind) => attempt("options", () => (value === undefined ? [] : read(value, "options", OPTIONS[kind])));

/** Reads a gateway's number, for the wasm. Likewise. */
export const gateway = (value) => attempt("instance", () => [instance(value, "instance")]);
