import { whatsmate } from "./client.js";
import { createCode } from "./code-pane.js";
import { createConnection } from "./connection-panel.js";
import { byId } from "./dom.js";
import { createFaults } from "./faults.js";
import { createForm } from "./form.js";
import { hasLanguages, setLanguages } from "./languages.js";
import { createOutcomes } from "./outcomes.js";
import { createPanes } from "./panes.js";
import { createPhone } from "./phone.js";
import { createRaw } from "./raw.js";
import { createSearch } from "./search.js";
import { make } from "./send.js";
import { createTheme } from "./theme.js";

let connection;
let query = "";
let following = new AbortController();

createTheme(byId("theme"));
const showPane = createPanes(document.querySelector(".tabs"), document.querySelector("main"));
const raw = createRaw(byId("raw"));
const showCode = createCode(byId("code"));
const faults = createFaults(byId("faults").querySelector("div"));
const phone = createPhone(byId("screen"), (message) => {
  raw.message(message);
  showRaw();
});
const search = createSearch(byId("search"), {
  onQuery(next) {
    query = next;
    follow();
  },
  onForget: (query) => connection.inbox.forget(query),
  onFollow: phone.follow,
});
const form = createForm(byId("form"), { onChange, onSubmit });
const begin = createOutcomes(byId("outcomes"), {
  onExchange: raw.exchange,
  onLook(exchange) {
    raw.exchange(exchange);
    showRaw();
  },
  onField: (field, message) => form.fail(field, message) || panel.fail(field, message),
});
const panel = createConnection(await ownServer(), (next) => {
  connection = next;
  form.block(connection.blocked);
  form.setTimeout(connection.inbox ? "10" : "");
  faults.connect(connection.inbox);
  follow();
  onChange();
});

// The page has no place of its own for a file that misses the field, and would be left for it.
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => event.preventDefault());
addEventListener("paste", ({ clipboardData }) => clipboardData.files[0] && form.takeFile(clipboardData.files[0]));

function onChange() {
  if (!connection) {
    return;
  }
  const given = form.read();
  showCode(given, connection);
  if (given.call.service === "translation" && !hasLanguages() && !connection.blocked) {
    loadLanguages(connection);
  }
}

async function loadLanguages({ config, fetch }) {
  setLanguages({ en: "English" });
  const { WhatsMate } = await whatsmate;
  await new WhatsMate({ ...config, fetch }).translation.supportedCodes().then(setLanguages, () => setLanguages({}));
}

async function onSubmit() {
  form.clearErrors();
  const given = form.read();
  const canceller = new AbortController();
  const outcome = begin(`${given.call.label}, ${new Date().toLocaleTimeString()}`, {
    onCancel: () => canceller.abort(),
    // The id of a job stands ready for the calls that ask for one.
    onResult: ({ id }) => given.call.service === "pdf" && id && form.write("jobId", id),
  });
  await make(given, connection, outcome, canceller.signal);
  outcome.end();
  faults.refresh();
}

performance.mark("interactive");

/** Brings what went over the wire into sight, wherever it is. */
function showRaw() {
  showPane("insight");
  byId("raw").scrollIntoView({ block: "nearest" });
}

/** Shows on the phone what matches, and each message that comes. */
async function follow() {
  following.abort();
  following = new AbortController();
  const { signal } = following;
  const { inbox, blind } = connection;
  phone.connect(inbox, blind, query);
  search.enable(inbox !== undefined);
  search.fail("");
  if (!inbox) {
    return;
  }
  try {
    const onState = (isOpen) => {
      phone.onState(isOpen);
      panel.live(isOpen);
    };
    await inbox.follow(query, { ...phone, onState }, signal);
  } catch (error) {
    if (!signal.aborted) {
      search.fail(error.message);
    }
  }
}

/** The addresses of the sandbox and of the relay that the server of this page has; a host of files has none. */
async function ownServer() {
  const { headers } = (await fetch("./", { method: "HEAD" }).catch(() => undefined)) ?? new Response();
  const relay = headers.get("x-whatsmate-relay");
  return {
    sandbox: headers.has("x-whatsmate-sandbox") ? location.origin : undefined,
    relay: relay ? new URL(relay, location.href).href : undefined,
  };
}
