// What listeners are told: `onEvent`, `onProgress`, `onStatus`. Never a secret, never a body.
import { tell } from "./outside.js";

/** Tells a listener, if there is one. What it throws, now or later, is its own affair. */
export function notify(listener, make) {
  if (listener) tell(listener, make());
}

/** The least ms between two reports of progress. */
const REPORT = 50;

/**
 * Tells how far a file's encoding is: first 0, never falling, the total at last, and that once, however often a file that
 * goes out again is encoded.
 */
export class Progress {
  #listener;
  #told = -1;
  #next = 0;

  constructor(listener) {
    this.#listener = listener;
  }

  /** So much is done of a total that may be known. That all is done is told by `finish`. */
  report(loaded, total) {
    if (!this.#listener || this.#told >= loaded) return;
    const now = Date.now();
    if (now < this.#next) return;
    this.#next = now + REPORT;
    this.#tell(loaded, total);
  }

  /** All is done. */
  finish(size) {
    if (this.#told < size) this.#tell(size, size);
  }

  #tell(loaded, total) {
    this.#told = loaded;
    notify(this.#listener, () => (total === undefined ? { loaded } : { loaded, total }));
  }
}
