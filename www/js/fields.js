import { FIELDS } from "./calls.js";
import { el, freshId } from "./dom.js";
import { fileControl } from "./files.js";
import { languageControl } from "./languages.js";
import { sampleUrl } from "./samples.js";

/**
 * A field of a form.
 *
 * @typedef {object} Field
 * @property {HTMLElement} element
 * @property {() => unknown} read What was given: a text, or a File.
 * @property {(value: string) => void} write
 * @property {(message: string) => void} fail Says beside the field what is wrong with it; an empty text takes that away.
 * @property {() => void} focus
 */

/**
 * Makes the field of this name, with an example in it.
 *
 * @param {string} name among FIELDS
 * @returns {Field}
 */
export function makeField(name) {
  const spec = FIELDS[name];
  if (spec.control === "file") {
    return fileControl(name, spec);
  }
  const value = spec.example ?? (spec.sample ? sampleUrl(spec.sample) : "");
  return textField(name, { ...spec, value }, spec.control === "language" ? languageControl() : undefined);
}

/**
 * A field of text.
 *
 * @param {string} name
 * @param {object} spec as in FIELDS, with a `value`, and `type` for an input
 * @param {{ list: string, element: HTMLElement }} [suggestions]
 * @returns {Field}
 */
export function textField(name, spec, suggestions) {
  const id = freshId();
  const { label, hint, limit, isOptional, control, value, type = "text", autocomplete = "off" } = spec;
  const described = `${id}-note ${id}-error`;
  const input =
    control === "area"
      ? el("textarea", { id, name, rows: limit ? 3 : 2, "aria-describedby": described, dir: "auto" })
      : el("input", { id, name, type, autocomplete, spellcheck: "false", list: suggestions?.list, "aria-describedby": described, dir: "auto" });
  // Not as an attribute: a secret would stand in the page's source.
  input.value = value;
  const count = el("span", { class: "count" });
  const error = el("p", { class: "error", id: `${id}-error` });
  const showCount = () => {
    const length = [...input.value].length;
    count.textContent = limit ? `${length} / ${limit}` : "";
    count.classList.toggle("over", length > limit);
  };
  input.addEventListener("input", () => {
    showCount();
    fail("");
  });
  showCount();

  function fail(message) {
    error.textContent = message;
    input.setAttribute("aria-invalid", String(message !== ""));
  }

  const element = el(
    "div",
    { class: "field", "data-field": name },
    el("div", { class: "label" }, el("label", { for: id }, label), isOptional ? el("span", { class: "optional" }, "optional") : undefined, count),
    input,
    suggestions?.element,
    el("p", { class: "hint", id: `${id}-note` }, hint ?? ""),
    error,
  );
  return {
    element,
    read: () => input.value,
    write: (value) => {
      input.value = value;
      showCount();
    },
    fail,
    focus: () => input.focus(),
  };
}
