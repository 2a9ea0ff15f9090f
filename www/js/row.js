import { announce, el } from "./dom.js";

const DELIVERY = {
  "not-sent": "not-sent: nothing was queued, so it is safe to send again",
  unknown: "unknown: it may have been queued all the same",
};

/**
 * The row of one recipient.
 *
 * @param {HTMLElement} rows
 * @param {string} name
 * @param {object} told
 * @param {(exchange: object) => void} told.onExchange Something of an exchange is known.
 * @param {(exchange: object) => void} told.onLook An exchange is to be looked at.
 * @param {(field: string, message: string) => void} told.onField The field that the client refuses, and why.
 * @param {(result: unknown) => void} told.onResult
 * @param {() => void} told.onEnd
 */
export function makeRow(rows, name, { onExchange, onLook, onField, onResult, onEnd }) {
  const exchanges = [];
  const state = el("span", { class: "state" }, "waiting");
  const detail = el("div", { class: "detail" });
  const look = el("button", { type: "button", class: "link", hidden: true, onclick: () => onLook(exchanges.at(-1)) }, "request and answer");
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
      onEnd();
      detail.append(...shown(result));
      announce(`${name}: ${text}`);
      onResult(result);
    },

    fail(error) {
      show(error.code === "aborted" ? "cancelled" : "failed", error.code ?? "failed");
      onEnd();
      const { delivery } = error;
      detail.append(el("p", {}, error.message));
      if (delivery) {
        detail.append(el("p", {}, el("span", { class: "delivery", "data-delivery": delivery }, `delivery ${DELIVERY[delivery]}`)));
      }
      announce(`${name}: ${error.code ?? "failed"}. ${error.message}`);
      if (error.field) {
        // What is beside its field need not name call and field.
        onField(error.field, error.message.split(`${error.field}: `).at(-1));
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
