/** What is waited for, so that all of it can be ended at once. */
export class Waits {
  #stops = new Set();
  #reason;

  /**
   * Waits so many milliseconds, `Infinity` for ever. Rejects with the signal's reason, or with the one that all was
   * ended for.
   *
   * @param {number} ms
   * @param {AbortSignal} [signal]
   */
  pause(ms, signal) {
    return new Promise((resolve, reject) => {
      const settle = (settled) => {
        clearTimeout(timer);
        this.#stops.delete(stop);
        signal?.removeEventListener("abort", abort);
        settled();
      };
      const stop = () => settle(() => reject(this.#reason));
      const abort = () => settle(() => reject(signal.reason));
      const timer = ms < Infinity ? setTimeout(() => settle(resolve), ms) : undefined;
      this.#stops.add(stop);
      signal?.addEventListener("abort", abort);
      if (signal?.aborted) {
        abort();
      } else if (this.#reason) {
        stop();
      }
    });
  }

  /** Ends what is waited for, and what will be. */
  end(reason) {
    this.#reason = reason;
    this.#stops.forEach((stop) => stop());
  }
}
