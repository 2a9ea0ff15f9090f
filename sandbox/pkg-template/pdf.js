const AT_ONCE = 4;

/** Fetches PDFs and reads their text, a few at once. */
export class PdfReader {
  #fetch;
  #spawn;
  #module;
  #timeout;
  #busy = 0;
  #waiting = [];
  #running = new Set();
  #closed = false;

  /**
   * @param {object} parts
   * @param {typeof fetch} parts.fetch Fetches the PDFs.
   * @param {(task: object, done: (result: object) => void) => () => void} parts.spawn Starts a thread.
   * @param {WebAssembly.Module} parts.module What the thread runs.
   * @param {number} [parts.timeout] Milliseconds for the fetching, and as much again for the reading.
   */
  constructor({ fetch, spawn, module, timeout = 20_000 }) {
    this.#fetch = fetch;
    this.#spawn = spawn;
    this.#module = module;
    this.#timeout = timeout;
  }

  /**
   * The text of a PDF, or the fault why there is none. Never rejects.
   *
   * @param {{ url: string, limit: number }} task `limit` is the largest size, in bytes.
   * @returns {Promise<{ text: string } | { fault: string }>}
   */
  async read({ url, limit }) {
    while (this.#busy >= AT_ONCE) {
      await new Promise((resolve) => this.#waiting.push(resolve));
    }
    this.#busy += 1;
    try {
      const bytes = await this.#bounded("fetching the PDF", (signal) => this.#download(url, limit, signal));
      return await this.#bounded("reading the PDF", (signal) => this.#extract(bytes, signal));
    } catch (error) {
      return { fault: error.message };
    } finally {
      this.#busy -= 1;
      this.#waiting.shift()?.();
    }
  }

  /** Ends what is under way. */
  close() {
    this.#closed = true;
    for (const controller of this.#running) {
      controller.abort(new Error("the sandbox was closed"));
    }
  }

  async #download(url, limit, signal) {
    const response = await this.#fetch(url, { signal }).catch((error) => {
      throw new Error(`the PDF could not be fetched: ${error.cause?.code ?? error.message}`);
    });
    if (!response.ok) {
      throw new Error(`the PDF could not be fetched: status ${response.status}`);
    }
    const chunks = [];
    let size = 0;
    for (const reader = response.body.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) {
        return new Uint8Array(await new Blob(chunks).arrayBuffer());
      }
      chunks.push(value);
      size += value.length;
      if (size > limit) {
        reader.cancel().catch(() => {});
        throw new Error(`the PDF is over ${limit / 2 ** 20} MB`);
      }
    }
  }

  #extract(bytes, signal) {
    return new Promise((resolve) => {
      const end = this.#spawn({ module: this.#module, bytes }, (result) => {
        end();
        resolve(result);
      });
      signal.addEventListener("abort", end);
    });
  }

  /** Runs `work`; rejects when it takes too long or the reader is closed, even if `work` does not heed the signal. */
  async #bounded(what, work) {
    const controller = new AbortController();
    const { signal } = controller;
    const late = new Error(`${what} takes over ${this.#timeout / 1000} s`);
    const timer = setTimeout(() => controller.abort(late), this.#timeout);
    const aborted = new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
    this.#running.add(controller);
    try {
      if (this.#closed) {
        throw new Error("the sandbox was closed");
      }
      return await Promise.race([aborted, work(signal)]);
    } finally {
      clearTimeout(timer);
      this.#running.delete(controller);
    }
  }
}
