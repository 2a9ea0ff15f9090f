import { el } from "./dom.js";
import { createProgress } from "./progress.js";
import { makeRow } from "./row.js";

/** So many outcomes are shown. */
const KEPT = 20;

/**
 * What became of what was sent, the newest first, with a row for each recipient.
 *
 * @param {HTMLElement} root
 * @param {{ onExchange: (exchange: object) => void, onLook: (exchange: object) => void, onField: (field: string, message: string) => void }} told
 */
export function createOutcomes(root, told) {
  const list = el("ol", { class: "outcomes" });
  let begun = 0;
  root.append(list);

  /** Begins an outcome; `onCancel` ends what is under way, `onResult` is told each result. */
  return function begin(title, { onCancel, onResult }) {
    const progress = createProgress();
    const cancel = el("button", { type: "button", class: "quiet", onclick: onCancel }, "Cancel");
    const rows = el("ul");
    const bar = el("div", { class: "bar-row" }, progress.element, cancel);
    const outcome = el("li", { "data-number": begun + 1 }, el("h3", {}, title), bar, rows);
    begun += 1;
    list.prepend(outcome);
    outcome.scrollIntoView({ block: "nearest" });
    while (list.childElementCount > KEPT) {
      list.lastElementChild.remove();
    }
    return {
      encoding: progress.encoding,
      row(name) {
        progress.begin();
        return makeRow(rows, name, { ...told, onResult, onEnd: progress.end });
      },
      end: () => bar.remove(),
    };
  };
}
