import { announce, el } from "./dom.js";

/** So many outcomes are shown. */
const KEPT = 20;

const DELIVERY = {
  "not-sent": "not-sent: nothing was queued, so it is safe to send again",
  unknown: "unknown: it may have been queued all the same",
};

/**
 * What became of what was sent, the newest first, with a row for each recipient.
 *
 * @param {HTMLElement} root
 * @param {{ onExchange: (exchange: object) => void, onField: (field: string, message: string) => void, onResult: (result: unknown) => void }} told
 */
export function createOutcomes(root, { onExchange, onField, onResult }) {
  const list = el("ol", { class: "outcomes" });
  let begun = 0;
  root.append(list);

  /** Begins an outcome; `onCancel` ends what is under way. */
  return function begin(title, onCancel) {
    const progress = el("progress", { max: 1, value: 0, "aria-label": "Encoded" });
    const cancel = el("button", { type: "button", class: "quiet", onclick: onCancel }, "Cancel");
    const rows = el("ul");
    const bar = el("div", { class: "bar-row" }, progress, cancel);
    begun += 1;
    list.prepend(el("li", { "data-number": begun }, el("h3", {}, title), bar, rows));
    while (list.childElementCount > KEPT) {
      list.lastElementChild.remove();
    }
    return {
      progress: ({ loaded, total }) => {
        progress.value = total ? loaded / total : 0;
      },
      sending: () => progress.removeAttribute("value"),
      end: () => bar.remove(),
      row: (name) => makeRow(rows, name, { onExchange, onField, onResult }),
    };
  };
}

function makeRow(rows, name, { onExchange, onField, onResult }) {
  const exchanges = [];
  const state = el("span", { class: "state" }, "waiting");
  const detail = el("div", { class: "detail" });
  const look = el("button", { type: "button", class: "link", hidden: true, onclick: () => onExchange(exchanges.at(-1)) }, "request and answer");
  const element = el("li", { "data-state": "waiting" }, el("div", { class: "head" }, el("b", { dir: "auto" }, name), state, look), detail);
  rows.append(element);

  function show(kind, text) {
    element.dataset.state = kind;
    state.textContent = text;
  }

  return {
    exchange(exchange) {
      if (!exchanges.includes(exchange)) {
        exchanges.push(exchange);
        look.hidden = false;
      }
      onExchange(exchange);
    },

    event({ type, attempt, wait, error }) {
      if (type === "request") {
        show("working", attempt === 1 ? "sending …" : `sending, attempt ${attempt} …`);
      } else if (type === "retry") {
        show("working", `${error.code}: again in ${(wait / 1000).toFixed(1)} s`);
        detail.append(el("p", {}, `Attempt ${attempt}: ${error.message}`));
      }
    },

    status({ id, status }) {
      show("working", status);
      element.dataset.job = id;
    },

    succeed(result) {
      const text = typeof result === "string" ? "done" : (result.status ?? `${Object.keys(result).length} languages`);
      show("done", text);
      detail.append(...shown(result));
      announce(`${name}: ${text}`);
      onResult(result);
    },

    fail(error) {
      show(error.code === "aborted" ? "cancelled" : "failed", error.code ?? "failed");
      const { delivery } = error;
      detail.append(el("p", {}, error.message));
      if (delivery) {
        detail.append(el("p", {}, el("span", { class: "delivery", "data-delivery": delivery }, `delivery ${DELIVERY[delivery]}`)));
      }
      announce(`${name}: ${error.code ?? "failed"}. ${error.message}`);
      if (error.field) {
        onField(error.field, error.message);
      }
    },
  };
}

function shown(result) {
  if (typeof result === "string") {
    return [el("pre", { dir: "auto", tabindex: "0", "aria-label": "Text" }, result)];
  }
  if (result.status) {
    return [el("code", {}, result.id)];
  }
  return [el("pre", { tabindex: "0", "aria-label": "Languages" }, Object.entries(result).map((entry) => entry.join("  ")).join("\n"))];
}
