import { WhatsMate, isWhatsMateError } from "whatsmate";
import { headers, logIn, logOut, resume } from "./session.js";

const DELIVERY = {
  "not-sent": "Nothing was sent, so it is safe to send it again.",
  unknown: "It may have been sent all the same: ask the recipient before you send it again.",
};

// Without credentials: the relay has them. The server lets through what goes to this gateway.
const whatsapp = new WhatsMate({ baseUrl: "/whatsmate", headers }).whatsapp(1);

const byId = (id) => document.getElementById(id);
const say = (words) => (byId("outcome").textContent = words);

/** Shows the forms of who is logged in, or the one to log in. */
function show(isIn) {
  byId("login").hidden = isIn;
  byId("desk").hidden = !isIn;
  byId(isIn ? "text" : "login").elements[0].focus();
}

/** Does something when a form is sent; never twice at once. */
function onSubmit(id, work) {
  const form = byId(id);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    try {
      await work(form.elements, form);
    } catch (error) {
      fail(error, form);
    }
    form.setAttribute("aria-busy", "false");
  });
}

/** Says what became of a call, and leads to the field that is wrong. */
function fail(error, { elements }) {
  if (!isWhatsMateError(error)) {
    say(error.message);
    return;
  }
  if (error.status === 401) {
    show(false);
    say("Your session has ended. Log in once more; nothing was sent.");
    return;
  }
  say(`${error.code}: ${error.message}. ${DELIVERY[error.delivery]}`);
  if (error.code === "invalid_input") elements[error.field]?.focus();
}

const queued = ({ id }) => say(`Queued as ${id}.`);

onSubmit("login", async ({ name, password }, form) => {
  const isIn = await logIn(name.value, password.value);
  if (isIn) form.reset();
  show(isIn);
  say(isIn ? "You are logged in." : "Name or password is wrong.");
});

onSubmit("text", async ({ number, message }) => {
  say("Sending …");
  queued(await whatsapp.sendText({ number: number.value, message: message.value }));
});

onSubmit("document", async ({ number, document, caption }, form) => {
  say("Sending …");
  const bar = form.querySelector("progress");
  const onProgress = ({ loaded, total }) => Object.assign(bar, { max: total, value: loaded });
  const [file] = document.files;
  queued(await whatsapp.sendDocument({ number: number.value, document: file, caption: caption.value }, { onProgress }));
});

byId("logout").addEventListener("click", async () => {
  try {
    await logOut();
    for (const form of document.forms) form.reset();
    show(false);
    say("You are logged out.");
  } catch (error) {
    say(error.message);
  }
});

show(await resume());
