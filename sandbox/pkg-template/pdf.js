const AT_ONCE = 4;

/** Fetches PDFs and reads their text, a few at once. */
export class PdfReader {
  #fetch;
  #spawn;
  #module;
  #bounds;
  #timeout;
  #busy = 0;
  #waiting = [];

  /**
   * @param {object} parts
   * @param {typeof fetch} parts.fetch Fetches the PDFs.
   * @param {(task: object, done: (result: object) => void) => () => void} parts.spawn Starts a thread.
   * @param {WebAssembly.Module} parts.module What the thread runs.
   * @param {import("./bounds.js").Bounds} parts.bounds
   * @param {number} [parts.timeout] Milliseconds for the fetching, and as much again for the reading.
   */
  constructor({ fetch, spawn, module, bounds, timeout = 20_000 }) {
    this.#fetch = fetch;
    this.#spawn = spawn;
    this.#module = module;
    this.#bounds = bounds;
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

  async #download(url, limit, signal) {
    let bytes;
    try {
      // Redirects are followed by the fetch itself, which knows the way to http and https only.
      bytes = await readAtMost(await this.#fetch(url, { signal }), limit);
    } catch (error) {
      const reason = error?.cause?.code ?? error?.cause?.message ?? error?.message ?? error;
      throw new Error(`the PDF could not be fetched: ${reason}`, { cause: error });
    }
    if (!bytes) {
      throw new Error(`the PDF is over ${limit / 2 ** 20} MB`);
    }
    return bytes;
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

  #bounded(what, work) {
    const late = new Error(`${what} takes over ${this.#timeout / 1000} s`);
    return this.#bounds.run(work, { timeout: this.#timeout, late });
  }
}

/** The body of a response, decompressed; undefined where it is over `limit` bytes. Rejects for a bad status. */
async function readAtMost(response, limit) {
  const reader = response.body?.getReader();
  try {
    if (!response.ok) {
      throw new Error(`status ${response.status}`);
    }
    const announced = Number(response.headers.get("content-length"));
    const chunks = [];
    let size = 0;
    while (reader) {
      if (announced > limit || size > limit) {
        return undefined;
      }
      const { done, value } = await reader.read();
      if (done) {
        break;
      }
      chunks.push(value);
      size += value.length;
    }
    return new Uint8Array(await new Blob(chunks).arrayBuffer());
  } finally {
    // Ends what was not read to its end.
    reader?.cancel().catch(() => {});
  }
}
