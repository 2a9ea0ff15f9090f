/** Ends what may take long: with its time, with its caller, or with the sandbox. */
export class Bounds {
  #running = new Set();
  #closed = false;

  /**
   * Runs `work`, and rejects as soon as one of its bounds is met, even if `work` does not heed the signal that it gets.
   *
   * @template T
   * @param {(signal: AbortSignal) => Promise<T>} work
   * @param {object} bounds
   * @param {AbortSignal} [bounds.signal] The caller's, with whose reason it rejects.
   * @param {number} [bounds.timeout] Milliseconds.
   * @param {Error} [bounds.late] What it rejects with when that time is over.
   * @returns {Promise<T>}
   */
  async run(work, { signal, timeout, late }) {
    if (this.#closed) {
      throw closed();
    }
    signal?.throwIfAborted();
    const controller = new AbortController();
    const aborted = new Promise((_, reject) => {
      controller.signal.addEventListener("abort", () => reject(controller.signal.reason));
    });
    const stop = () => controller.abort(signal.reason);
    signal?.addEventListener("abort", stop);
    const timer = late && setTimeout(() => controller.abort(late), timeout);
    this.#running.add(controller);
    try {
      return await Promise.race([aborted, work(controller.signal)]);
    } finally {
      this.#running.delete(controller);
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    }
  }

  /** Waits so many milliseconds, `Infinity` for ever; rejects as `run` does. */
  async pause(ms, signal) {
    let timer;
    const wait = (resolve) => (timer = ms < Infinity ? setTimeout(resolve, ms) : undefined);
    try {
      await this.run(() => new Promise(wait), { signal });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends all that is under way; nothing begins any more. */
  close() {
    this.#closed = true;
    for (const controller of this.#running) {
      controller.abort(closed());
    }
  }
}

/** What all that comes too late is told. */
export function closed() {
  return new TypeError("the sandbox was closed");
}
