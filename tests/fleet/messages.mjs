// A list of texts, each of which is known by what it says.

export const textOf = (index) => `message ${index}.`;

const lineOf = (index) =>
  JSON.stringify({ key: `list 7: ${index}`, kind: "text", number: `120255501${String(index % 100).padStart(2, "0")}`, message: textOf(index) });

/** Lines for produce.mjs. */
export const list = (count) => Array.from({ length: count }, (_, index) => `${lineOf(index)}\n`).join("");
