// The body of a request while it goes through a relay: how much of it has come, and whether that was all.
import { tell } from "./outside.js";

/** What is said of a body that somebody has read before, in whatever form. */
export const CONSUMED = "the body was read before the relay: put it before what parses bodies";

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
    if (this.length !== undefined && this.#size > this.length) this.fail(400, "the body is longer than Content-Length");
    if (this.#size > this.#most) this.fail(413, `the body has more than ${this.#most} bytes`);
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
    // A read that waits for a slow sender knows nothing of the time. One promise of the end for all reads would keep them all.
    let stop;
    const halt = () => stop?.(signal.reason);
    const read = () =>
      new Promise((resolve, reject) => {
        stop = reject;
        if (signal.aborted) halt();
        else next(true).then(resolve, reject);
      });
    signal.addEventListener("abort", halt);
    let isOver = false;
    try {
      while (!isOver) {
        const { done, value } = await read().catch((thrown) => (signal.aborted ? Promise.reject(thrown) : this.fail(400, "the body ended early")));
        if (done) {
          isOver = true;
          this.end();
        } else {
          this.take(value.length);
          yield value;
          // Whatever came after that would not belong to it.
          isOver = this.isWhole;
        }
      }
    } finally {
      signal.removeEventListener("abort", halt);
      if (!isOver) tell(next, false);
    }
  }
}

/** All parts of a body, once the last one is there. */
export async function whole(parts) {
  const all = [];
  for await (const part of parts) all.push(part);
  return all;
}
