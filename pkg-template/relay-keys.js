// What makes a send "once" through a relay: the answers to each Idempotency-Key. A browser that sends a POST again by itself,
// or a client that never saw the answer, gets the first one.

/** How long an answer is kept, in ms. */
const KEPT = 600_000;

/** How many keys are kept at most, of 1 kB or so each: the oldest goes for a new one. */
const MOST = 100_000;

export class RelayKeys {
  /** By key, the oldest first. */
  #kept = new Map();

  /**
   * Does something once for a key. Whoever comes with it meanwhile or later gets what came of it.
   *
   * @param {string} key
   * @param {() => Promise<{ answer: object, isOpen: boolean, isCut: boolean }>} work gives the answer; whether it is certain
   *   that nothing was queued, so that the next one with this key may try; and whether it never had a whole request. It
   *   never fails.
   * @returns what `work` gave, and whether that was for another request
   */
  async once(key, work) {
    for (;;) {
      this.#forgetOld();
      const first = this.#kept.get(key);
      if (!first) return this.#begin(key, work);
      const outcome = await first.outcome;
      if (!outcome.isCut) return { ...outcome, isRepeated: true };
    }
  }

  async #begin(key, work) {
    const entry = { outcome: work(), since: Infinity };
    this.#kept.set(key, entry);
    const outcome = await entry.outcome;
    this.#kept.delete(key);
    if (!outcome.isOpen) this.#kept.set(key, { ...entry, since: Date.now() });
    return outcome;
  }

  #forgetOld() {
    for (const [key, { since }] of this.#kept) {
      // One that is under way is kept, however many there are.
      if (since === Infinity) continue;
      if (Date.now() - since < KEPT && this.#kept.size < MOST) return;
      this.#kept.delete(key);
    }
  }
}
