// What the wasm's table says of the calls, asked once.
import { kindsOf } from "./params.js";

const methods = new Map();
const rows = new Map();

/**
 * A row of the table.
 *
 * @returns its number, its name in errors and events, its HTTP method, what it does, and whether it takes a file
 */
export function rowOf(rules, number) {
  if (!rows.has(number)) {
    const [label, method, effect, isUpload] = rules.row(number);
    rows.set(number, { number, label, method, effect, isUpload });
  }
  return rows.get(number);
}

/**
 * A public method.
 *
 * @returns what reads its parameters, and its rows: the form for a person, and the one for a group where there is one
 */
export function methodOf(rules, name) {
  if (!methods.has(name)) {
    const [fields, numbers] = rules.method(name);
    methods.set(name, { kinds: kindsOf(fields), rows: numbers.map((number) => rowOf(rules, number)) });
  }
  return methods.get(name);
}
