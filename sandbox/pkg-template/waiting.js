/** Those who wait for messages. */
export class Waiting {
  #asking = new Set();

  /** A message was accepted: everybody asks again. */
  tell() {
    for (const askAgain of this.#asking) {
      askAgain();
    }
  }

  /**
   * The first reply that can wait no longer for a better one, or the last one when its time is over.
   *
   * @template {{ wait?: number }} T
   * @param {() => T} ask `wait` is in milliseconds.
   * @param {AbortSignal} signal Ends the waiting.
   * @returns {Promise<T>}
   */
  async last(ask, signal) {
    let reply = ask();
    if (reply.wait === undefined || signal.aborted) {
      return reply;
    }
    let askAgain;
    let timer;
    await new Promise((resolve) => {
      askAgain = () => {
        reply = ask();
        if (reply.wait === undefined) {
          resolve();
        }
      };
      this.#asking.add(askAgain);
      timer = setTimeout(resolve, reply.wait);
      signal.addEventListener("abort", resolve);
    });
    this.#asking.delete(askAgain);
    clearTimeout(timer);
    return reply;
  }
}
