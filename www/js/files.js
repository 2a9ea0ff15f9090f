import { el, freshId } from "./dom.js";
import { player } from "./player.js";
import { recordButton } from "./recorder.js";
import { sampleFile } from "./samples.js";

/**
 * A field for a file: dropped, pasted, picked, recorded, or a sample.
 *
 * @param {string} name
 * @param {object} spec as in FIELDS
 * @returns {import("./fields.js").Field}
 */
export function fileControl(name, { label, accept, largest, sample, isRecorded }) {
  const id = freshId();
  let file;
  let address;

  const preview = el("div", { class: "preview" });
  const error = el("p", { class: "error", id: `${id}-error` });
  const note = el("p", { class: "hint", id: `${id}-note` });
  const picker = el("input", {
    type: "file",
    id,
    name,
    accept,
    class: "hidden",
    "aria-describedby": `${id}-note ${id}-error`,
    onchange: () => picker.files[0] && take(picker.files[0]),
  });
  const zone = el(
    "div",
    { class: "drop", ondragover: over, ondragleave: () => zone.classList.remove("over"), ondrop: drop },
    preview,
    el(
      "div",
      { class: "actions" },
      picker,
      el("label", { class: "button", for: id }, "Choose a file"),
      el("button", { type: "button", onclick: useSample }, "Use the sample"),
      isRecorded ? recordButton((recorded) => take(recorded), fail) : undefined,
    ),
    note,
  );
  const element = el(
    "div",
    { class: "field", "data-field": name },
    el("div", { class: "label" }, el("label", { for: id }, label), el("span", { class: "optional" }, "drop or paste it here")),
    zone,
    error,
  );

  function over(event) {
    event.preventDefault();
    zone.classList.add("over");
  }

  function drop(event) {
    event.preventDefault();
    zone.classList.remove("over");
    const [dropped] = event.dataTransfer.files;
    if (dropped) {
      take(dropped);
    }
  }

  function take(taken) {
    file = taken;
    URL.revokeObjectURL(address);
    address = URL.createObjectURL(taken);
    fail(taken.size > largest ? `It is ${size(taken.size)}, and ${size(largest)} is the most.` : "");
    note.textContent = isRecorded && !/ogg|opus/.test(`${taken.type} ${taken.name}`) ? OPUS : "";
    show();
    element.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function show() {
    const share = el("meter", { min: 0, max: largest, value: file.size, high: largest * 0.9, "aria-label": "Share of the largest size" });
    const card = el("div", {}, el("b", { dir: "auto" }, file.name), el("span", {}, `${size(file.size)} of at most ${size(largest)}`), share);
    preview.replaceChildren(picture(file, address), card);
  }

  function fail(message) {
    error.textContent = message;
    picker.setAttribute("aria-invalid", String(message !== ""));
  }

  async function useSample() {
    try {
      take(await sampleFile(sample));
    } catch {
      fail("The sample could not be loaded. Choose a file of your own.");
    }
  }

  useSample();
  return { element, read: () => file, take, fail, focus: () => picker.focus() };
}

const OPUS = "A messenger may want Opus in Ogg for this; others come as a plain file.";

/** What shows a file before it is sent. */
function picture(file, address) {
  if (file.type.startsWith("image/")) {
    return el("img", { src: address, alt: "What will be sent" });
  }
  if (file.type.startsWith("audio/") || file.type.startsWith("video/webm")) {
    return player(file.name, async () => file);
  }
  return el("span", { class: "paper", "aria-hidden": "true" }, file.name.split(".").at(-1).slice(0, 4).toUpperCase());
}

/** A size in words: kB and MB of 1000, as file managers show them. */
export function size(bytes) {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"];
  return `${value.toLocaleString("en", { maximumFractionDigits: 1 })} ${unit}`;
}
