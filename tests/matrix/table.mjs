/**
 * Who ran what, and how it went.
 * @param {{ title: string, runtime: string, version: string, outcome: string }[]} rows
 */
export function table(rows) {
  const columns = ["title", "runtime", "version", "outcome"];
  const all = [{ title: "project", runtime: "runtime", version: "version", outcome: "outcome" }, ...rows];
  const width = (column) => Math.max(...all.map((row) => row[column].length));
  return all.map((row) => columns.map((column) => row[column].padEnd(width(column))).join("  ").trimEnd()).join("\n");
}
