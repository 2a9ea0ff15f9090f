/**
 * On a narrow screen one pane is shown at a time.
 *
 * @param {HTMLElement} tabs
 * @param {HTMLElement} main
 * @returns {(pane: string) => void} shows another
 */
export function createPanes(tabs, main) {
  const buttons = [...tabs.querySelectorAll("button")];
  const show = (pane) => {
    main.dataset.pane = pane;
    for (const button of buttons) {
      button.setAttribute("aria-current", String(button.dataset.pane === pane));
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => show(button.dataset.pane));
  }
  return show;
}
