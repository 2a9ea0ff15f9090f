import { el } from "./dom.js";

/** What can go wrong with the next answer; each rule is one of the sandbox's own. */
const FAULTS = [
  { id: "hang", label: "The next answer never comes", hint: "The message is accepted. The client gives up after its timeout.", rule: { action: "hang", when: "after" } },
  { id: "refused", label: "The next connection breaks before it is accepted", hint: "", rule: { action: "reset", when: "before" } },
  { id: "lost", label: "The next connection breaks after it was accepted", hint: "Some browsers then send it again by themselves: see “received 2 times”.", rule: { action: "reset", when: "after" } },
  { id: "busy", label: "The next answer is 429, with Retry-After", hint: "Nothing was queued, so the client tries again by itself.", rule: { action: "status", status: 429, headers: { "retry-after": "1" } } },
  { id: "error", label: "The next answer is 500, after it was accepted", hint: "", rule: { action: "status", status: 500, when: "after" } },
  { id: "quota", label: "The quota is used up, once", hint: "The answer is 469.", rule: { action: "status", status: 469, body: { error_message: "Paid quota exceeded" } } },
  { id: "slow", label: "The next answer takes 5 s", hint: "Time enough to press Cancel.", rule: { action: "slow", delay: 5000 } },
  { id: "cut", label: "The next answer is cut off", hint: "", rule: { action: "truncate" } },
  { id: "broken", label: "The next answer is no proper JSON", hint: "", rule: { action: "malformed" } },
];

/**
 * Switches for faults of the sandbox. Each meets one call and is then off again.
 *
 * @param {HTMLElement} root
 */
export function createFaults(root) {
  let inbox;
  const failure = el("p", { class: "error", role: "alert" });
  const empty = el("p", { class: "empty" }, "Only a sandbox fails on demand. Choose one above.");
  const switches = FAULTS.map(({ id, label, hint }) => {
    const input = el("input", { type: "checkbox", role: "switch", "data-fault": id, onchange: arm });
    return { input, element: el("label", { class: "switch" }, input, el("span", {}, label, hint ? el("small", {}, hint) : undefined)) };
  });
  const all = el("div", {}, ...switches.map(({ element }) => element));
  root.append(empty, all, failure);

  async function arm() {
    const armed = FAULTS.filter((_, index) => switches[index].input.checked);
    try {
      await inbox.setFaults(armed.map(({ rule }) => ({ ...rule, times: 1 })));
      failure.textContent = "";
    } catch (error) {
      failure.textContent = `The fault could not be armed: ${error.message}`;
    }
  }

  return {
    connect(to) {
      inbox = to;
      all.hidden = inbox === undefined;
      empty.hidden = inbox !== undefined;
      return this.refresh();
    },

    /** Switches off what has met its call. */
    async refresh() {
      const faults = inbox ? await inbox.faults().catch(() => []) : [];
      const left = faults.filter(({ used, times }) => used < times);
      for (const [index, { rule }] of FAULTS.entries()) {
        switches[index].input.checked = left.some((fault) => Object.entries(rule).every(([name, value]) => same(fault[name], value)));
      }
    },
  };
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
