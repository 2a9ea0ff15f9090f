import { announce, el, freshId } from "./dom.js";

const TYPING = 250;

/**
 * The field that searches the phone, in the sandbox's own language.
 *
 * @param {HTMLElement} root
 * @param {{ onQuery: (query: string) => void, onForget: (query: string) => Promise<void>, onFollow: (is: boolean) => void }} told
 */
export function createSearch(root, { onQuery, onForget, onFollow }) {
  const id = freshId();
  let timer;
  const input = el("input", {
    type: "search",
    id,
    placeholder: "to:1202 kind:image text:hello",
    spellcheck: "false",
    autocomplete: "off",
    "aria-describedby": `${id}-error`,
    oninput: () => {
      showScope();
      clearTimeout(timer);
      timer = setTimeout(() => onQuery(input.value.trim()), TYPING);
    },
  });
  const button = el("button", { type: "button", class: "quiet", onclick: forget });
  const error = el("p", { class: "error", id: `${id}-error`, role: "alert" });
  const follow = el("input", { type: "checkbox", checked: true, onchange: () => onFollow(follow.checked) });
  root.append(
    el("div", { class: "search-row" }, el("label", { for: id, class: "hidden" }, "Search the phone"), input, button),
    el("label", { class: "check" }, follow, "Open the chat of each new message"),
    error,
  );

  showScope();

  function showScope() {
    button.textContent = input.value.trim() === "" ? "Forget all" : "Forget these";
  }

  async function forget() {
    try {
      await onForget(input.value.trim());
      announce("Forgotten");
    } catch (fault) {
      fail(fault.message);
    }
  }

  function fail(message) {
    error.textContent = message;
  }

  return {
    fail,

    /** Whether there is anything to search. */
    enable(is) {
      input.disabled = !is;
      button.disabled = !is;
    },
  };
}
