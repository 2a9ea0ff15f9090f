// Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html

/** Milliseconds after which a reader that there is nothing for is told that its connection lives. */
const HEARTBEAT = 15_000;
/** How many messages are looked at for one piece of a stream. */
const AT_ONCE = 100;
/** So many ids can wait for a slow reader; one that misses more has to begin anew. */
const MISSED = 1000;

const COMMENT = ":\n\n";

/** Those who follow what comes, each in a stream of its own. */
export class Events {
  #follow;
  #readers = new Set();

  /** @param {(query: string, after: bigint, most: number) => { messages: string[], after: bigint }} follow */
  constructor(follow) {
    this.#follow = follow;
  }

  /**
   * Begins a stream.
   *
   * @param {{ query: string, after?: bigint }} where Which messages, and behind how many; without `after`, the reader
   *   has to forget what it had.
   * @param {AbortSignal} [signal] Breaks it off.
   * @returns {ReadableStream<Uint8Array>}
   */
  open({ query, after }, signal) {
    const reader = new Reader((place) => this.#follow(query, place, AT_ONCE), after, {
      signal,
      left: () => this.#readers.delete(reader),
    });
    this.#readers.add(reader);
    // Nothing is made before it is read, so a reader that is slow takes no memory.
    return new ReadableStream(reader, { highWaterMark: 0 });
  }

  /** Something changed: a message was accepted, or those with these ids are kept no longer. */
  tell(forgotten) {
    for (const reader of this.#readers) {
      reader.tell(forgotten);
    }
  }

  /** All messages are kept no longer. */
  reset() {
    for (const reader of this.#readers) {
      reader.reset();
    }
  }

  /** Ends all streams. */
  close() {
    for (const reader of this.#readers) {
      reader.end();
    }
  }
}

/** One reader, as the source of its stream. */
class Reader {
  #follow;
  #after;
  #anew;
  #forgotten = [];
  // Two pieces, as the server of Bun 1.2 holds the first one back until there is another.
  #greeting = ["retry: 1000\n\n", COMMENT];
  #signal;
  #left;
  #controller;
  #isOpen = true;
  #wake = () => {};

  constructor(follow, after, { signal, left }) {
    this.#follow = follow;
    this.#after = after ?? 0n;
    this.#anew = after === undefined;
    this.#signal = signal;
    this.#left = left;
  }

  tell(forgotten) {
    this.#forgotten = [...this.#forgotten, ...forgotten];
    if (this.#forgotten.length > MISSED) {
      this.reset();
      this.#after = 0n;
    }
    this.#wake();
  }

  reset() {
    this.#anew = true;
    this.#forgotten = [];
    this.#wake();
  }

  end() {
    this.#controller.close();
    this.#leave();
  }

  start(controller) {
    this.#controller = controller;
    if (this.#signal?.aborted) {
      this.#breakOff();
    } else {
      this.#signal?.addEventListener("abort", this.#breakOff);
    }
  }

  async pull(controller) {
    const piece = this.#greeting.shift() ?? (await this.#next());
    if (this.#isOpen) {
      controller.enqueue(new TextEncoder().encode(piece));
    }
  }

  cancel() {
    this.#leave();
  }

  #breakOff = () => {
    this.#controller.error(this.#signal.reason);
    this.#leave();
  };

  #leave() {
    this.#isOpen = false;
    this.#left();
    this.#signal?.removeEventListener("abort", this.#breakOff);
    this.#wake();
  }

  /** The next piece, as soon as there is one. */
  async #next() {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#wake();
    }, HEARTBEAT);
    let piece;
    while (!(piece = this.#news()) && !late && this.#isOpen) {
      await new Promise((resolve) => (this.#wake = resolve));
    }
    clearTimeout(timer);
    return piece || COMMENT;
  }

  /** What the reader has not had; empty where that is nothing. */
  #news() {
    const news = [];
    if (this.#anew) {
      news.push(event("reset", "{}"));
    } else if (this.#forgotten.length > 0) {
      news.push(event("forgotten", JSON.stringify({ ids: this.#forgotten })));
    }
    this.#anew = false;
    this.#forgotten = [];
    const { messages, after } = this.#follow(this.#after);
    this.#after = after;
    for (let at = 0; at < messages.length; at += 2) {
      news.push(`id: ${messages[at]}\n${event("message", messages[at + 1])}`);
    }
    return news.join("");
  }
}

/** An event; one with no data would not be heard of. */
function event(name, data) {
  return `event: ${name}\ndata: ${data}\n\n`;
}
