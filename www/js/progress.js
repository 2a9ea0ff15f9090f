import { el } from "./dom.js";
import { size } from "./files.js";

/** How far a call is: first the encoding of its file, then how many rows have come to their end. How much is sent, no browser tells. */
export function createProgress() {
  const bar = el("progress", { max: 1, value: 0 });
  const label = el("span", {});
  let begun = 0;
  let ended = 0;

  function show(text, value, max) {
    label.textContent = text;
    bar.max = max;
    bar.value = value;
  }

  const showEnded = () => show(`${ended} of ${begun} finished`, ended, begun);

  return {
    element: el("label", {}, label, bar),
    encoding({ loaded, total }) {
      if (loaded === total) {
        showEnded();
      } else {
        show(`Encoded ${size(loaded)} of ${size(total)}`, loaded, total);
      }
    },
    begin() {
      begun += 1;
      showEnded();
    },
    end() {
      ended += 1;
      showEnded();
    },
  };
}
