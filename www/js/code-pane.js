import { curl } from "./code-curl.js";
import { javascript } from "./code-javascript.js";
import { announce, choice, el } from "./dom.js";

const LANGUAGES = [
  { id: "javascript", label: "JavaScript", write: javascript },
  { id: "curl", label: "curl", write: curl },
];

/**
 * Shows the code that makes the same call.
 *
 * @param {HTMLElement} root
 * @returns {(given: object, connection: object) => void} shows another call
 */
export function createCode(root) {
  let [chosen] = LANGUAGES;
  let last;
  const code = el("code");
  const copy = el("button", { type: "button", class: "quiet", onclick: () => copyText(code.textContent, copy) }, "Copy");
  root.append(
    el("div", { class: "head-row" }, choice("Language", LANGUAGES, chosen.id, choose), copy),
    el("pre", { class: "code", tabindex: "0", dir: "ltr", "aria-label": "Code" }, code),
  );

  function choose(id) {
    chosen = LANGUAGES.find((language) => language.id === id);
    show();
  }

  function show() {
    code.textContent = last ? chosen.write(...last) : "";
  }

  return (given, connection) => {
    last = [given, connection];
    show();
  };
}

async function copyText(text, button) {
  const copied = await navigator.clipboard.writeText(text).then(
    () => "Copied",
    () => "Press Ctrl+C",
  );
  if (copied !== "Copied") {
    getSelection().selectAllChildren(button.parentElement.nextElementSibling);
  }
  button.textContent = copied;
  announce(copied);
  setTimeout(() => (button.textContent = "Copy"), 2000);
}
