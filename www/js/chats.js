/**
 * A chat: what a recipient or group got from a messenger.
 *
 * @typedef {{ key: string, service: string, title: string, isGroup: boolean, messages: Map<string, object>, unread: number }} Chat
 */

/** Messages, sorted into chats. */
export class Chats {
  #chats = new Map();
  #homes = new Map(); // the chat of each message

  /** Takes a message; gives its chat, or undefined if it is there already. */
  add(message) {
    if (this.#homes.has(message.id)) {
      return undefined;
    }
    const chat = this.#chatOf(message);
    chat.messages.set(message.id, message);
    this.#homes.set(message.id, chat);
    // The last one that got something comes last.
    this.#chats.delete(chat.key);
    this.#chats.set(chat.key, chat);
    return chat;
  }

  /** Forgets a message, and its chat with the last one; gives that chat. */
  remove(id) {
    const chat = this.#homes.get(id);
    this.#homes.delete(id);
    chat?.messages.delete(id);
    if (chat?.messages.size === 0) {
      this.#chats.delete(chat.key);
    }
    return chat;
  }

  clear() {
    this.#chats.clear();
    this.#homes.clear();
  }

  /** How many messages there are. */
  get size() {
    return this.#homes.size;
  }

  /** The chats of a messenger, the one that got something last first. */
  of(service) {
    return [...this.#chats.values()].filter((chat) => chat.service === service).reverse();
  }

  #chatOf({ service, number, group_name: group }) {
    const title = group ?? number;
    const key = `${service} ${group === undefined ? "number" : "group"} ${title}`;
    return this.#chats.get(key) ?? { key, service, title, isGroup: group !== undefined, messages: new Map(), unread: 0 };
  }
}
