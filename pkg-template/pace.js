// How fast a list is sent: so many messages a second, those to one recipient one after the other and not too close.

async function sleepUntil(time, bounds) {
  const rest = time - Date.now();
  if (rest > 0) await bounds.sleep(rest);
}

export class Pace {
  #gap;
  #interval;
  #next = 0;
  /** By recipient, the oldest first: when the last message to them is through, and until when that matters. */
  #lines = new Map();

  /**
   * @param {number} [perSecond] how many messages may begin in a second
   * @param {number} [interval] how many ms are between the beginnings of two messages to one recipient
   */
  constructor(perSecond = Infinity, interval = 0) {
    this.#gap = 1_000 / perSecond;
    this.#interval = interval;
  }

  /**
   * Does something for a recipient when it is its turn, and after what was asked for before. What `known` gives, once its
   * recipient's turn has come, is taken instead, unless it is undefined, and counts for nothing.
   */
  async turn(recipient, bounds, known, work) {
    const before = this.#lines.get(recipient);
    const line = { until: Infinity };
    line.through = new Promise((resolve) => {
      line.leave = resolve;
    });
    this.#lines.delete(recipient);
    this.#lines.set(recipient, line);
    try {
      if (before) await bounds.wait(before.through);
      const found = await known();
      if (found) return found;
      await sleepUntil(before?.until ?? 0, bounds);
      await this.#slot(bounds);
      line.begun = Date.now();
      return await work();
    } finally {
      line.until = line.begun === undefined ? (before?.until ?? 0) : line.begun + this.#interval;
      line.leave();
      this.#forget();
    }
  }

  /** Taken only by who could begin at once: those who wait for their recipient would come all together later. */
  #slot(bounds) {
    const begin = Math.max(Date.now(), this.#next);
    this.#next = begin + this.#gap;
    return sleepUntil(begin, bounds);
  }

  #forget() {
    const now = Date.now();
    for (const [recipient, { until }] of this.#lines) {
      // One that is under way stands in nobody's way.
      if (until === Infinity) continue;
      if (until > now) return;
      this.#lines.delete(recipient);
    }
  }
}
