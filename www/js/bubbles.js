import { el } from "./dom.js";
import { size } from "./files.js";
import { player } from "./player.js";

/** An address within a text, without the punctuation that ends its sentence. */
const LINK = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)]/g;

/**
 * The bubble of a message.
 *
 * @param {object} message as the sandbox tells it
 * @param {{ media: (element: HTMLElement, load: () => Promise<void>) => void, load: (id: string) => Promise<Blob>, onRaw: (message: object) => void }} means
 *   `media` has something loaded once the element comes into sight
 */
export function bubble(message, { media, load, onRaw }) {
  const { id, kind, received, receivedAt } = message;
  const text = message.message ?? message.url ?? message.caption;
  // The keyboard has the button of the time; a pointer may hit anything but what does something else.
  const look = ({ target }) => !target.closest("a, button, input") && getSelection().isCollapsed && onRaw(message);
  const time = new Date(receivedAt).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return el(
    "li",
    { class: "bubble", "data-kind": kind, "data-id": id, onclick: look },
    message.media && attachment(message, media, () => load(id)),
    text ? el("p", { dir: "auto" }, ...(kind === "url" ? [link(text)] : linked(text))) : undefined,
    el(
      "div",
      { class: "foot" },
      received > 1 ? el("span", { class: "badge" }, `received ${received} times`) : undefined,
      el("button", { type: "button", "aria-label": `${time}, show it as it was received`, onclick: () => onRaw(message) }, el("time", { datetime: receivedAt }, time)),
    ),
  );
}

/** A text with its addresses as links. */
function linked(text) {
  const parts = [];
  let at = 0;
  for (const { 0: address, index } of text.matchAll(LINK)) {
    parts.push(text.slice(at, index), link(address));
    at = index + address.length;
  }
  return [...parts, text.slice(at)];
}

/** A link, or the bare text where it leads to no web page: the address is a stranger's. */
function link(address) {
  const isWeb = /^https?:\/\//i.test(address) && URL.canParse(address);
  return isWeb ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address) : address;
}

function attachment({ kind, filename, media: { size: bytes, type } }, whenSeen, load) {
  if (kind === "image" && type.startsWith("image/")) {
    const picture = el("div", { class: "picture" });
    whenSeen(picture, async () => {
      const src = URL.createObjectURL(await load());
      picture.append(el("img", { src, alt: "Picture that was sent", onload: () => URL.revokeObjectURL(src) }));
    });
    return picture;
  }
  if (kind === "audio" || kind === "voice_note") {
    return player(filename ?? "Recording", load);
  }
  return el(
    "button",
    { type: "button", class: "card", onclick: async () => save(await load(), filename) },
    el("span", { class: "paper", "aria-hidden": "true" }, (filename ?? "").split(".").at(-1).slice(0, 4).toUpperCase()),
    el("span", {}, el("b", { dir: "auto" }, filename ?? "File"), el("small", {}, `${size(bytes)} · ${type} · save`)),
  );
}

/** Saves a file. What it is, the page does not believe: it could be a page that runs here. */
function save(blob, name) {
  const address = URL.createObjectURL(new Blob([blob], { type: "application/octet-stream" }));
  el("a", { href: address, download: name ?? "file" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
