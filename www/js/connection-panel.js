import { EXAMPLE, PLACES, probe } from "./connection.js";
import { announce, byId, choice, el } from "./dom.js";
import { textField } from "./fields.js";
import { forget, isRemembered, recall, remember } from "./remember.js";

const TYPING = 400;

const SETTINGS = {
  baseUrl: { label: "Address" },
  clientId: { label: "Client id" },
  clientSecret: { label: "Client secret", type: "password", autocomplete: "new-password" },
  token: { label: "Token for the relay", type: "password", autocomplete: "new-password", isOptional: true, hint: "Sent as Authorization: Bearer." },
};

/**
 * Lets the user choose where calls go.
 *
 * @param {{ sandbox?: string, relay?: string }} own The addresses of what the server of this page has, if it has any.
 * @param {(connection: import("./connection.js").Connection) => void} onConnection is told of each that is chosen
 */
export function createConnection(own, onConnection) {
  const typed = { own: { baseUrl: own.relay }, machine: { baseUrl: own.sandbox ?? "", ...EXAMPLE }, relay: {}, whatsmate: recall(), page: {} };
  // A sandbox behind a relay is reached by that alone.
  const places = PLACES.filter(({ id }) => id !== (own.relay ? "machine" : "own"));
  const first = own.relay ? "own" : own.sandbox ? "machine" : "page";
  const fields = new Map();
  const settings = el("div", { class: "fields" });
  const hint = el("p", { class: "hint" });
  let place;
  let turn = 0;
  let timer;

  byId("connection-panel").append(
    choice("Where calls go", places, first, choose),
    hint,
    settings,
  );
  settings.addEventListener("input", () => {
    for (const [name, field] of fields) {
      typed[place.id][name] = field.read().trim();
    }
    typed[place.id].isProbed = false;
    clearTimeout(timer);
    timer = setTimeout(open, TYPING);
  });
  addEventListener("click", ({ target }) => {
    if (!byId("connection").contains(target)) {
      byId("connection").open = false;
    }
  });
  byId("connection").addEventListener("keydown", ({ key, currentTarget }) => {
    if (key === "Escape") {
      currentTarget.open = false;
      currentTarget.querySelector("summary").focus();
    }
  });
  choose(first);

  function choose(id) {
    place = PLACES.find((place) => place.id === id);
    hint.textContent = place.hint;
    fields.clear();
    for (const name of place.settings) {
      fields.set(name, textField(`config.${name}`, { ...SETTINGS[name], value: typed[id][name] ?? "" }));
    }
    settings.replaceChildren(...[...fields.values()].map(({ element }) => element), ...(id === "whatsmate" ? secretControls() : []));
    open();
  }

  async function open() {
    turn += 1;
    const mine = turn;
    showState("waiting", `${place.label} …`);
    try {
      const connection = await place.open(typed[place.id]);
      if (mine === turn) {
        showState(connection.blocked || (connection.blind && place.id === "machine") ? "failed" : "open", place.label);
        onConnection(connection);
      }
      if ((await connection.kept) && mine === turn) {
        hint.textContent = `${place.hint} All of it is loaded, so the network may go.`;
      }
    } catch (error) {
      if (mine === turn) {
        showState("failed", place.label);
        onConnection({ place: place.id, config: { baseUrl: typed[place.id].baseUrl }, blind: `This does not work: ${error.message}`, blocked: error.message });
      }
    }
  }

  function secretControls() {
    const told = el("p", { role: "status" });
    const kept = el("input", { type: "checkbox", checked: isRemembered(), onchange: keep });
    function keep() {
      if (kept.checked) {
        remember(typed.whatsmate);
      } else {
        forget();
      }
    }
    async function tryIt() {
      keep();
      told.textContent = "Asking …";
      try {
        await probe(await place.open(typed.whatsmate));
        typed.whatsmate.isProbed = true;
        told.textContent = "WhatsMate answers.";
        open();
      } catch (error) {
        told.textContent = error.message;
      }
    }
    return [
      el("label", { class: "check" }, kept, "Keep both until this tab is closed. Else they are gone when the page is left."),
      el("button", { type: "button", onclick: tryIt }, "Try whether WhatsMate answers"),
      told,
    ];
  }

  return {
    /** Whether the sandbox still answers. */
    live(is) {
      const state = is ? "open" : "failed";
      if (document.querySelector("#connection .dot").dataset.state !== state) {
        showState(state, place.label);
      }
    },

    /** Shows an error beside the setting that it names; false where there is none. */
    fail(name, message) {
      const field = fields.get(name.replace("config.", ""));
      if (field) {
        byId("connection").open = true;
        field.fail(message);
      }
      return field !== undefined;
    },
  };
}

function showState(state, label) {
  document.querySelector("#connection .dot").dataset.state = state;
  const text = state === "failed" ? `${label}: not ready` : label;
  byId("connection-state").textContent = text;
  announce(text);
}
