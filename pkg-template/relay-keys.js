// What makes a send "once" through a relay: the answers to each Idempotency-Key. A browser that sends a POST again by itself,
// or a client that never saw the answer, gets the first one.

/** How long an answer is kept, in ms. */
const KEPT = 600_000;

/** How much is kept at most, in bytes: the oldest goes for a new one. Enough for 100,000 keys with their usual answers. */
const MOST = 100_000_000;

/** About what a key takes, in bytes, and the letters of its answer. */
const weigh = ({ answer }) => 1_000 + 2 * (answer.body?.length ?? 0);

export class RelayKeys {
  /** By key, the oldest first. */
  #kept = new Map();
  #weight = 0;

  /**
   * Does something once for a key. Whoever comes with it meanwhile or later gets what came of it.
   *
   * @param {string} key
   * @param {() => Promise<{ answer: object, isFree: boolean, isCut: boolean }>} work gives the answer; whether it is certain
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
    const entry = { outcome: work(), since: Infinity, weight: 0 };
    this.#kept.set(key, entry);
    const outcome = await entry.outcome;
    this.#kept.delete(key);
    if (!outcome.isFree) {
      const weight = weigh(outcome);
      this.#kept.set(key, { ...entry, since: Date.now(), weight });
      this.#weight += weight;
    }
    return outcome;
  }

  #forgetOld() {
    for (const [key, { since, weight }] of this.#kept) {
      // One that is under way is kept, however many there are.
      if (since === Infinity) continue;
      if (Date.now() - since < KEPT && this.#weight < MOST) return;
      this.#kept.delete(key);
      this.#weight -= weight;
    }
  }
}
