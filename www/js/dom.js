/**
 * Makes an element. All texts become text nodes: nothing that is shown can be read as markup.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} [properties] Attributes; `on…` with a function listens; false and undefined leave out.
 * @param {...(Node | string | undefined)} children
 * @returns {HTMLElement}
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** The element of the page with this id. */
export function byId(id) {
  return document.getElementById(id);
}

let ids = 0;

/** An id that no other element has. */
export function freshId() {
  ids += 1;
  return `e${ids}`;
}

/** Tells those who do not see the page what has happened. */
export function announce(text) {
  byId("announcer").textContent = text;
}

/**
 * A choice of one of several, as a row of radio buttons.
 *
 * @param {string} legend
 * @param {{ id: string, label: string }[]} choices
 * @param {string} chosen
 * @param {(id: string) => void} onChoose
 */
export function choice(legend, choices, chosen, onChoose) {
  const name = freshId();
  const radios = choices.map(({ id, label }) =>
    el(
      "label",
      {},
      el("input", { type: "radio", name, value: id, checked: id === chosen, onchange: () => onChoose(id) }),
      el("span", {}, label),
    ),
  );
  return el("fieldset", { class: "choice" }, el("legend", {}, legend), el("div", {}, ...radios));
}
