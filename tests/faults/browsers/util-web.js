// Stands in for node:util in a page, for what is shared with other runtimes.

/** What a page's console would show of a value, as far as a page can tell. */
export function inspect(value) {
  return [value, value?.cause].map((each) => `${each} ${each?.stack ?? ""} ${each?.outerHTML ?? ""}`).join("\n");
}
