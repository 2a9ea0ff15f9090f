// Reading the parameters of one call.
import { file } from "./files.js";
import { MISSING, link, quietly, read, refuse, text, within } from "./given.js";

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
