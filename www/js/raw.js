import { el } from "./dom.js";

/**
 * Shows a request and its answer, or a message as the sandbox has it.
 *
 * @param {HTMLElement} root
 */
export function createRaw(root) {
  const pre = el("pre", { class: "raw", tabindex: "0", dir: "ltr", "aria-label": "Request and answer" });
  const empty = el("p", { class: "empty" }, "Send something, and what went over the wire is shown here. Or choose a bubble on the phone.");
  root.append(empty, pre);
  pre.hidden = true;

  function show(...parts) {
    empty.remove();
    pre.hidden = false;
    pre.replaceChildren(...parts.flatMap(({ title, text }) => [el("b", {}, `${title}\n`), `${text}\n`]));
  }

  return {
    exchange({ method, url, headers, body, answer, failure, duration }) {
      const time = duration === undefined ? "" : ` after ${Math.round(duration)} ms`;
      show(
        { title: `${method} ${url}`, text: `${headerLines(headers)}\n${body ? `\n${body}\n` : ""}` },
        ...(answer ? [{ title: `${answer.status}${time}`, text: `${headerLines(answer.headers)}\n\n${answer.body}` }] : []),
        ...(failure ? [{ title: `No answer${answer ? " in full" : ""}${time}`, text: failure }] : []),
      );
    },

    message(message) {
      show({ title: `Received ${message.id}`, text: JSON.stringify(message, undefined, 2) });
    },
  };
}

function headerLines(headers) {
  return Object.entries(headers).map((entry) => entry.join(": ")).join("\n");
}
