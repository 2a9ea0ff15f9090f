import { FIELDS, SERVICES, fileField, isNamedOnly, parameterName } from "./calls.js";
import { choice, el } from "./dom.js";
import { makeField } from "./fields.js";
import { optionFields } from "./options.js";

/**
 * The form of the calls.
 *
 * @param {HTMLFormElement} root
 * @param {{ onChange: () => void, onSubmit: () => void }} told
 */
export function createForm(root, { onChange, onSubmit }) {
  const chosen = { service: "whatsapp", calls: {}, recipient: "number" };
  const made = new Map(); // all that were ever shown: what was given once is there again in the next call that has it
  let call;
  let fields = new Map();

  const kinds = el("div");
  const recipients = el("div");
  const inputs = el("div", { class: "fields" });
  const options = optionFields();
  const submit = el("button", { type: "submit", class: "primary" });
  const blocked = el("p", { class: "hint" });
  const services = SERVICES.map(({ id, label }) => ({ id, label }));
  root.append(
    choice("Service", services, chosen.service, (id) => {
      chosen.service = id;
      showKinds();
    }),
    kinds,
    recipients,
    inputs,
    options.element,
    el("div", { class: "submit" }, submit, blocked),
  );
  root.addEventListener("input", onChange);
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    onSubmit();
  });
  showKinds();

  function showKinds() {
    const { calls, id } = SERVICES.find(({ id }) => id === chosen.service);
    const kind = chosen.calls[id] ?? calls[0].id;
    kinds.replaceChildren(choice("What", calls, kind, (kind) => show(calls.find(({ id }) => id === kind))));
    root.dataset.service = id;
    show(calls.find(({ id }) => id === kind));
  }

  function show(next) {
    call = next;
    chosen.calls[call.service] = call.id;
    recipients.replaceChildren(...(call.isSend ? [choice("To", RECIPIENTS, chosen.recipient, showRecipient)] : []));
    submit.textContent = call.isSend ? "Send" : call.label;
    options.showGateway(call.isSend);
    showFields();
  }

  function showRecipient(recipient) {
    chosen.recipient = recipient;
    showFields();
  }

  function showFields() {
    const names = [...(call.isSend ? recipientFields(call, chosen.recipient) : []), ...call.fields];
    fields = new Map(names.map((name) => [name, field(name)]));
    inputs.replaceChildren(...[...fields.values()].map(({ element }) => element));
    onChange();
  }

  function field(name) {
    if (!made.has(name)) {
      made.set(name, makeField(name));
    }
    return made.get(name);
  }

  return {
    /** The call, and what was given: `values` by the names of FIELDS, `targets` and `parameters` as the client has them. */
    read() {
      const values = Object.fromEntries([...fields].map(([name, field]) => [name, field.read()]));
      const isGroup = chosen.recipient === "groupName";
      const named = call.fields.filter((name) => values[name] !== "" || !FIELDS[name].isOptional);
      return {
        call,
        values,
        isGroup,
        targets: call.isSend ? readTargets(values, isGroup) : [],
        parameters: Object.fromEntries(named.map((name) => [parameterName(name), values[name]])),
        file: fileField(call) && values[fileField(call)],
        ...options.read(),
      };
    },

    /** Shows an error of the client beside the field that it names; false where there is none. */
    fail(name, message) {
      const field = [...fields].find(([own]) => parameterName(own) === name || own === name)?.[1] ?? options.field(name);
      field?.fail(message);
      return field !== undefined;
    },

    clearErrors() {
      for (const field of fields.values()) {
        field.fail("");
      }
      options.clearErrors();
    },

    /** Gives a field a value, now or when it is shown. */
    write(name, value) {
      field(name).write(value);
      onChange();
    },

    /** Takes a file for the call that is shown, if it has one. */
    takeFile(file) {
      fields.get(fileField(call))?.take(file);
    },

    block(reason) {
      submit.disabled = reason !== undefined;
      blocked.textContent = reason ?? "";
    },

    setTimeout: options.setTimeout,
  };
}

const RECIPIENTS = [
  { id: "number", label: "People" },
  { id: "groupName", label: "A group" },
];

function recipientFields(call, recipient) {
  if (recipient === "number") {
    return ["number"];
  }
  return isNamedOnly(call) ? ["groupName"] : ["groupName", "groupAdmin"];
}

function readTargets({ number, groupName, groupAdmin }, isGroup) {
  if (isGroup) {
    return [groupAdmin === undefined ? { groupName } : { groupName, groupAdmin }];
  }
  const numbers = number.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  // Nothing given is the client's to refuse.
  return (numbers.length > 0 ? numbers : [""]).map((number) => ({ number }));
}
