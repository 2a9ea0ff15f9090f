// Holding calls back while the API asks to wait.

/** Until when which calls are held back. Those that the API counts together, of a class and a gateway, are a lane. */
export class Pause {
  #lanes = new Map();

  /** Holds a lane's calls back for so many ms from now. */
  begin(lane, wait) {
    const now = Date.now();
    for (const [held, until] of this.#lanes) if (until <= now) this.#lanes.delete(held);
    this.#lanes.set(lane, Math.max(now + wait, this.#lanes.get(lane) ?? 0));
  }

  /** How many ms a lane is held back still; 0 or less if it is not. */
  rest(lane) {
    return (this.#lanes.get(lane) ?? 0) - Date.now();
  }

  /** Waits until a lane is not held back. */
  async end(lane, bounds) {
    for (let rest = this.rest(lane); rest > 0; rest = this.rest(lane)) await bounds.sleep(rest);
  }
}
