/**
 * What is kept: the messages, which the core has, and the bytes of their media, which are here so that they do not grow
 * the wasm memory.
 *
 * A change of it is told as records, which make the same of another inbox:
 * `{ message, media? }`, the core's record of a message as JSON and the bytes that it brought; `{ forgotten }`, ids of
 * messages; and `{ reset: true }`.
 */
export class Inbox {
  #core;
  #media = new Map();

  /** @param {object} core The core, still empty. */
  constructor(core) {
    this.#core = core;
  }

  /** The bytes of a message's media. */
  media(id) {
    return this.#media.get(id);
  }

  /** Follows the core, which has answered a request, and gives the records of what that changed. */
  follow({ record, media, dropped, released }) {
    if (media) {
      this.#media.set(media.id, media.bytes);
    }
    this.#letGo(dropped, released);
    const records = record ? [{ message: record, media: media?.bytes }] : [];
    return dropped.length > 0 ? [...records, { forgotten: dropped }] : records;
  }

  /** Forgets all, PDF jobs too, and gives the records of that. */
  reset() {
    this.#core.reset();
    this.#media.clear();
    return [{ reset: true }];
  }

  /** Does once more what a record tells. Throws a string that names the fault where it is none. */
  restore({ message, media, forgotten, reset }) {
    if (message !== undefined) {
      const { id } = JSON.parse(message).message;
      const { dropped, released } = this.#core.restore(message, media !== undefined);
      if (media) {
        this.#media.set(id, media);
      }
      this.#letGo(dropped, released);
    } else if (reset) {
      this.reset();
    } else {
      forgotten.forEach((id) => this.#core.forget(id));
      this.#letGo(forgotten, []);
    }
  }

  /** Records that make all of this of an empty inbox. */
  records() {
    return this.#core.ids().map((id) => ({ message: this.#core.record(id), media: this.#media.get(id) }));
  }

  #letGo(dropped, released) {
    for (const id of [...dropped, ...released]) {
      this.#media.delete(id);
    }
  }
}
