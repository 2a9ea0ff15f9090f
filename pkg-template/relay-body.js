// The body of a request while it goes through a relay: how much of it has come, and whether that was all.

/** What is known of a body while it is sent on. */
export class RelayBody {
  /** Its length in bytes, if that was told. */
  length;
  /** Whether the last byte has been handed on: before, nobody can have understood it. */
  isWhole;
  /** What was wrong with it: `{ status, words }`. */
  problem;
  #size = 0;
  #most;

  constructor(most, length) {
    Object.assign(this, { length, isWhole: length === 0 });
    this.#most = most;
  }

  /** A part of so many bytes has come and is about to be handed on. */
  take(size) {
    this.#size += size;
    if (this.#size > (this.length ?? this.#most)) {
      const [status, words] = this.length === undefined ? [413, `the body has more than ${this.#most} bytes`] : [400, "the body is longer than Content-Length"];
      this.fail(status, words);
    }
    if (this.#size === this.length) this.isWhole = true;
  }

  /** No more will come. */
  end() {
    if (this.length !== undefined && this.#size < this.length) this.fail(400, "the body ended early");
    this.isWhole = true;
  }

  /** It can not be sent on. */
  fail(status, words) {
    this.problem ??= { status, words };
    throw new Error(words);
  }

  /** Its parts, as `next` gives them, until `signal` ends that. */
  async *parts(next, signal) {
    // A read that waits for a slow sender knows nothing of the time.
    const over = new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    over.catch(() => {});
    let isOver = false;
    try {
      while (!isOver) {
        const { done, value } = await Promise.race([this.#read(next), over]);
        isOver = done;
        if (done) this.end();
        else {
          this.take(value.length);
          yield value;
        }
      }
    } finally {
      if (!isOver) Promise.resolve(next(false)).catch(() => {});
    }
  }

  async #read(next) {
    try {
      return await next(true);
    } catch {
      return this.fail(400, "the body ended early");
    }
  }
}

/** All parts of a body, once the last one is there. */
export async function whole(parts) {
  const all = [];
  for await (const part of parts) all.push(part);
  return all;
}
