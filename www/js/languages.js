import { el, freshId } from "./dom.js";

let names = {};
const lists = new Set();

/** Languages to choose from: type a code or a part of a name. */
export function languageControl() {
  const list = freshId();
  const element = el("datalist", { id: list });
  lists.add(element);
  fill(element);
  return { list, element };
}

/**
 * Takes the languages that the API supports.
 *
 * @param {Record<string, string>} codes
 */
export function setLanguages(codes) {
  names = codes;
  for (const element of lists) {
    if (element.isConnected) {
      fill(element);
    } else {
      lists.delete(element);
    }
  }
}

/** Whether they are known yet. */
export function hasLanguages() {
  return Object.keys(names).length > 0;
}

function fill(element) {
  element.replaceChildren(...Object.entries(names).map(([value, name]) => el("option", { value, label: `${name} (${value})` })));
}
