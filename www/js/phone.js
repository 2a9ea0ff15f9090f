import { bubble } from "./bubbles.js";
import { Chats } from "./chats.js";
import { announce, el } from "./dom.js";

const MESSENGERS = [
  { id: "whatsapp", label: "WhatsApp" },
  { id: "telegram", label: "Telegram" },
];
/** How far from its end a chat still goes along with what comes, in pixels. */
const NEAR = 80;

/**
 * The phone: what was received, as chats.
 *
 * @param {HTMLElement} root
 * @param {(message: object) => void} onRaw is told of a message that is to be shown as it was received
 */
export function createPhone(root, onRaw) {
  const chats = new Chats();
  let service = "whatsapp";
  let open; // the key of the chat that is shown, if none is, the list
  let inbox;
  let isFollowing = true;
  let shown; // the key of the chat that is drawn
  let drawing;
  let isNear = true; // whether the end of the chat is in sight

  const tabs = MESSENGERS.map(({ id, label }) => el("button", { type: "button", "data-service": id, onclick: () => go(id) }, label));
  const back = el("button", { type: "button", class: "back", "aria-label": "All chats", onclick: () => go(service) }, "‹");
  const title = el("h3", { dir: "auto" });
  const list = el("ul", { class: "chats" });
  const bubbles = el("ol", { class: "bubbles" });
  const scroller = el("div", { class: "scroller", tabindex: "0", role: "group", "aria-label": "Messages" });
  const empty = el("p", { class: "empty" });
  root.append(el("div", { class: "messengers" }, ...tabs), el("div", { class: "top" }, back, title), scroller);
  const sight = new IntersectionObserver(load, { root: scroller, rootMargin: "400px" });
  const loads = new WeakMap();
  let reason = "Connecting …";
  let nothing;
  scroller.addEventListener("scroll", () => {
    isNear = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
  });
  // While the phone is not shown it has no end to go to.
  new ResizeObserver(keepEnd).observe(scroller);
  draw();

  function load(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        sight.unobserve(target);
        loads.get(target)().catch(() => target.replaceWith(el("p", { class: "gone" }, "The file is kept no longer.")));
      }
    }
  }

  const means = {
    media(element, work) {
      loads.set(element, work);
      sight.observe(element);
    },
    load: (id) => inbox.media(id),
    onRaw,
  };

  function go(to, chat) {
    service = to;
    open = chat;
    drawSoon();
  }

  // Many messages may come at once; they are drawn together.
  function drawSoon() {
    drawing ??= requestAnimationFrame(() => {
      drawing = undefined;
      draw();
    });
  }

  function draw() {
    root.dataset.service = service;
    for (const tab of tabs) {
      tab.setAttribute("aria-pressed", String(tab.dataset.service === service));
    }
    const all = chats.of(service);
    const chat = all.find(({ key }) => key === open);
    back.hidden = !chat;
    title.textContent = chat?.title ?? MESSENGERS.find(({ id }) => id === service).label;
    if (chat) {
      drawChat(chat);
    } else {
      shown = undefined;
      list.replaceChildren(...all.map(entry));
      empty.textContent = reason ?? (chats.size > 0 ? "Nothing here. The other messenger has something." : nothing);
      scroller.replaceChildren(all.length > 0 ? list : empty);
    }
  }

  function drawChat(chat) {
    const isOther = shown !== chat.key;
    chat.unread = 0;
    if (isOther) {
      isNear = true;
      shown = chat.key;
      bubbles.replaceChildren();
      scroller.replaceChildren(bubbles);
    }
    const drawn = new Map([...bubbles.children].map((element) => [element.dataset.id, element]));
    for (const [id, element] of drawn) {
      if (!chat.messages.has(id)) {
        element.remove();
      }
    }
    for (const message of chat.messages.values()) {
      if (!drawn.has(message.id)) {
        bubbles.append(bubble(message, means));
      }
    }
    keepEnd();
  }

  function keepEnd() {
    if (isNear) {
      scroller.scrollTop = scroller.scrollHeight;
    }
  }

  function entry(chat) {
    const last = [...chat.messages.values()].at(-1);
    const text = last.message ?? last.url ?? last.caption ?? last.filename ?? "Picture";
    return el(
      "li",
      {},
      el(
        "button",
        { type: "button", onclick: () => go(service, chat.key) },
        el("span", { class: "face", "aria-hidden": "true" }, chat.isGroup ? [...chat.title][0] : chat.title.slice(-2)),
        el("span", { class: "what" }, el("b", { dir: "auto" }, chat.title), el("span", { dir: "auto" }, text)),
        chat.unread > 0 ? el("span", { class: "unread" }, String(chat.unread), el("span", { class: "hidden" }, " unread")) : undefined,
      ),
    );
  }

  return {
    /** What is shown from now on comes from here, as far as it matches; without an inbox, the reason is said. */
    connect(to, why, query) {
      inbox = to;
      reason = why;
      nothing = query === "" ? "No message yet. Press Send, and it appears here." : `Nothing matches “${query}”. Clear the search to see all.`;
      this.onReset();
    },

    follow(is) {
      isFollowing = is;
    },

    onReset() {
      chats.clear();
      shown = undefined;
      drawSoon();
    },

    onMessage(message) {
      const chat = chats.add(message);
      if (!chat) {
        return;
      }
      chat.unread += 1;
      if (isFollowing) {
        go(chat.service, chat.key);
        announce(`New message to ${chat.title}`);
      }
      drawSoon();
    },

    onForgotten(ids) {
      ids.forEach((id) => chats.remove(id));
      drawSoon();
    },

    onState(isOpen) {
      root.dataset.live = String(isOpen);
    },
  };
}
