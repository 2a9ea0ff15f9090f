// What bounds a call from outside: its signal and its deadline.
import { Failure } from "./failure.js";
import { fired, leave, listen } from "./signals.js";

/** More ms than timers can count (24 days) are taken for ever. */
const LONGEST = 2 ** 31 - 1;

/** Calls a function in so many ms, unless what is given back is called before. */
export function after(millis, call) {
  if (millis > LONGEST) return () => {};
  const handle = setTimeout(call, Math.ceil(millis));
  return () => clearTimeout(handle);
}

/** The bounds of a call, from the moment it is made. */
export class Bounds {
  #signal;
  #deadline;
  #start = Date.now();
  /** What the call ended with, once it is over. */
  #over;
  /** What rejects those who wait. */
  #waiting = new Set();
  #leave = [];

  /**
   * @param {AbortSignal} [signal]
   * @param {number} [deadline] in ms
   */
  constructor(signal, deadline) {
    this.#signal = signal;
    this.#deadline = deadline;
    if (deadline !== undefined) this.#leave.push(after(deadline, () => this.#halt(over(deadline))));
    if (signal === undefined) return;
    const hear = (reason) => this.#halt(aborted(reason));
    listen(signal, hear);
    this.#leave.push(() => leave(signal, hear));
  }

  #halt(failure) {
    this.#over ??= failure;
    for (const reject of this.#waiting) reject(this.#over);
  }

  /** Whether the deadline allows to wait so many ms more. */
  allow(wait) {
    return this.#deadline === undefined || Date.now() + wait < this.#start + this.#deadline;
  }

  /**
   * Throws if the call is over. Asked before each step that can not be taken back: what ends a call may not have been heard
   * yet, since many are told one after the other.
   */
  check() {
    if (this.#over) throw this.#over;
    const reason = fired(this.#signal);
    if (reason) throw aborted(reason[0]);
    if (!this.allow(0)) throw over(this.#deadline);
  }

  /**
   * What the first of some promises gives, unless the call ends before. Nothing of a call waits for anything otherwise. What
   * was waited for is not kept: one promise of the end for all would hold whatever it has been raced with.
   */
  async wait(...promises) {
    if (this.#leave.length === 0) return Promise.race(promises);
    let end;
    const halted = new Promise((_, reject) => {
      end = reject;
      this.#waiting.add(end);
    });
    if (this.#over) end(this.#over);
    try {
      // All of them are raced even if it is over: one that fails later has to have somebody who hears it.
      return await Promise.race([halted, ...promises]);
    } finally {
      this.#waiting.delete(end);
    }
  }

  /** Waits so many ms. */
  async sleep(millis) {
    let stop;
    try {
      await this.wait(
        new Promise((resolve) => {
          stop = after(millis, resolve);
        }),
      );
    } finally {
      stop();
    }
  }

  /** Does the work of the call, unless it is over already, and then ends. */
  async hold(work) {
    try {
      this.check();
      return await work(this);
    } finally {
      this.end();
    }
  }

  /** Waits for signal and deadline no more. */
  end() {
    for (const leave of this.#leave) leave();
  }
}

const aborted = (reason) => new Failure("aborted", [], reason);

const over = (deadline) => new Failure("over", [deadline]);
