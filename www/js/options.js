import { el } from "./dom.js";
import { textField } from "./fields.js";

/** What most calls leave as it is: gateway, timeout and retries. */
export function optionFields() {
  const gateway = textField("instance", { label: "Gateway", type: "number", value: "1", hint: "The number of the instance that sends." });
  const timeout = textField("options.timeout", { label: "Timeout", type: "number", value: "10", hint: "Seconds for one attempt. Empty: a minute, and more for large files." });
  const retries = textField("options.maxRetries", { label: "Retries", type: "number", value: "2", hint: "Attempts after the first, made where it is certain that nothing was sent." });
  const unknown = el("input", { type: "checkbox", name: "retryUnknown" });
  const all = [gateway, timeout, retries];
  const names = ["instance", "options.timeout", "options.maxRetries"];
  return {
    element: el(
      "details",
      { class: "options" },
      el("summary", {}, "Gateway, timeout, retries"),
      el("div", { class: "row" }, ...all.map(({ element }) => element)),
      el("label", { class: "check" }, unknown, "Try again also where it may have arrived. It may then arrive twice."),
    ),
    showGateway: (isShown) => (gateway.element.hidden = !isShown),
    setTimeout: (seconds) => timeout.write(seconds),
    field: (name) => all[names.indexOf(name)],
    clearErrors: () => all.forEach((field) => field.fail("")),
    read() {
      const number = (field) => (field.read() === "" ? undefined : Number(field.read()));
      const seconds = number(timeout);
      return {
        instance: Number(gateway.read()),
        options: {
          timeout: seconds === undefined ? undefined : seconds * 1000,
          maxRetries: number(retries),
          retryUnknown: unknown.checked || undefined,
        },
      };
    },
  };
}
