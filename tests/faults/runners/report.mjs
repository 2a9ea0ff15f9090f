const WIDTH = 16;

/**
 * A table of what went as it should in each runner, and how often the server took the call.
 * @param {import("./rows.mjs").Row[]} list
 * @param {{ name: string, tests: Map<string, { status: string }>, taken: number[] }[]} runs
 */
export function table(list, runs) {
  const cell = ({ tests, taken }, { title }, index) =>
    `${tests.get(title)?.status === "passed" ? "right" : "WRONG"}, ${taken[index]}`;
  const lines = [
    ["right, and times the server took it", ...runs.map(({ name }) => name)],
    ...list.map((row, index) => [row.title, ...runs.map((run) => cell(run, row, index))]),
  ];
  return lines
    .map(([title, ...cells]) => [title.padEnd(72), ...cells.map((text) => text.padEnd(WIDTH))].join("").trimEnd())
    .join("\n");
}
