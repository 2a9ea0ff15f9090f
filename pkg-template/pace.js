// How fast a list is sent: so many messages a second, those to one recipient one after the other and not too close.

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

  /** Does something for a recipient when it is its turn, and after what was asked for before. */
  async turn(recipient, bounds, work) {
    const before = this.#lines.get(recipient);
    const line = { until: Infinity };
    line.through = new Promise((resolve) => {
      line.leave = resolve;
    });
    this.#lines.delete(recipient);
    this.#lines.set(recipient, line);
    try {
      if (before) await bounds.wait(before.through);
      await this.#rest(before, bounds);
      line.begun = Date.now();
      return await work();
    } finally {
      line.until = (line.begun ?? 0) + this.#interval;
      line.leave();
      this.#forget();
    }
  }

  async #rest(before, bounds) {
    const now = Date.now();
    const begin = Math.max(now, before?.until ?? 0, this.#next);
    this.#next = Math.max(this.#next, now) + this.#gap;
    if (begin > now) await bounds.sleep(begin - now);
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
