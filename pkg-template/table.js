// What the wasm's table says of the calls, read once.
import { file } from "./files.js";
import { kindsOf } from "./params.js";

let table;

function read(rules) {
  if (table) return table;
  const rows = [];
  const methods = {};
  for (const line of rules.constructor.table().trimEnd().split("\n")) {
    const [name, method, path, effect, ...fields] = line.split(" ");
    const isUpload = line.includes(":media");
    const row = { number: rows.length, label: `${method} ${path.split("/{")[0]}`, method, effect, isUpload };
    rows.push(row);
    const known = (methods[name] ??= { rows: [], kinds: {} });
    known.rows.push(row);
    // The parameters of a method are those of its first row, then those that only the second has.
    Object.assign(known.kinds, kindsOf(fields));
  }
  table = { rows, methods };
  return table;
}

/** A row of the table: its number, its name in errors and events, its HTTP method, what it does, whether it takes a file. */
export const rowOf = (rules, number) => read(rules).rows[number];

/** A public method: what reads its parameters, and its rows, the form for a person and the one for a group. */
export const methodOf = (rules, name) => read(rules).methods[name];

/** The sends of a class by what they send, such as `voiceNote`: the method, and the parameter that is the file. */
export function sendsOf(rules, family) {
  const prefix = `${family}.send`;
  const sends = Object.entries(read(rules).methods).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(
    sends.map(([name, { kinds }]) => {
      const what = name.slice(prefix.length);
      const media = Object.keys(kinds).find((key) => kinds[key] === file);
      return [what[0].toLowerCase() + what.slice(1), { name, media }];
    }),
  );
}
