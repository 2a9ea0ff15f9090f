import { jsonAnswer } from "./answer.js";
import { Bounds } from "./bounds.js";
import { Events } from "./events.js";
import { deliver } from "./inbound.js";
import { Inbox } from "./inbox.js";
import { PdfReader } from "./pdf.js";
import { Waiting } from "./waiting.js";

/** What is around the core: it does what the core's replies ask for, as that neither waits nor reaches anything. */
export class Host {
  #glue;
  #core;
  #fetch;
  #onMessage;
  #pdfs;
  #inbox;
  #store;
  #bounds = new Bounds();
  #waiting = new Waiting();
  #events = new Events((...place) => this.#core.follow(...place));

  /** @type {import("./index.js").Faults} */
  faults = {
    add: (...added) => this.#core.addFaults(JSON.stringify(added)),
    list: () => JSON.parse(this.#core.faults()).faults,
    clear: () => this.#core.clearFaults(),
  };

  /**
   * @param {Awaited<ReturnType<import("./load.js").load>>} loaded
   * @param {ReturnType<import("./options.js").readSandboxOptions>} options
   */
  constructor({ module, glue, spawn }, { credentials, instances, origins, keep, mediaBytes, faults, seed, fetch, onMessage }) {
    this.#glue = glue;
    const numbers = BigUint64Array.from(instances, BigInt);
    this.#core = new glue.Core(credentials, numbers, origins, keep, mediaBytes, JSON.stringify(faults), BigInt(seed));
    this.#inbox = new Inbox(this.#core);
    this.#onMessage = onMessage;
    this.#fetch = fetch;
    this.#pdfs = new PdfReader({ fetch, spawn, module, bounds: this.#bounds });
  }

  /** Goes on with what a file keeps, and keeps what comes in it. Rejects when the file can not be used. */
  async keepIn(file) {
    const { openStore } = await import(/* webpackIgnore: true */ /* @vite-ignore */ "./store.js");
    this.#store = await openStore(file, this.#inbox);
  }

  /** The largest body of a request, in bytes. */
  get bodyLimit() {
    return this.#glue.bodyLimit();
  }

  /**
   * Answers one request.
   *
   * @param {object} request
   * @param {string} request.method
   * @param {string} request.url
   * @param {string[]} request.headers A name, its value, a name, its value.
   * @param {() => Promise<Uint8Array | undefined>} request.readBody Gives none where it is over the limit.
   * @param {AbortSignal} [caller] Fires when the caller goes away; this then rejects, or ends the stream that it gave.
   * @returns {Promise<{ status: number, headers: object, body: Uint8Array | ReadableStream<Uint8Array>, disruption?: object }>}
   *   `disruption` says what becomes of it on its way; some leave no answer.
   */
  answer(request, caller) {
    return this.#bounds.run((signal) => this.#answer(request, caller, signal), { signal: caller });
  }

  async #answer({ method, url, headers, readBody }, caller, signal) {
    const body = await readBody();
    const reply = await this.#waiting.last(() => this.#handle(method, url, headers, body), signal);
    try {
      await reply.kept;
    } catch (error) {
      return jsonAnswer(500, { error_message: error.message });
    }
    if (reply.record) {
      this.#onMessage?.(JSON.parse(reply.record).message);
    }
    if (reply.inbound) {
      return deliver(reply.inbound, { fetch: this.#fetch, bounds: this.#bounds, signal });
    }
    const { pdf, disruption } = reply;
    if (pdf?.job) {
      this.#pdfs.read(pdf).then(({ text, fault }) => this.#core.finish(pdf.job, text, fault));
    }
    // A disruption may leave no answer, and a PDF is waited for only where no job does.
    const answered = reply.answer ?? (pdf && !pdf.job ? await this.#extract(pdf) : {});
    const { status, headers: named } = answered;
    return { status, headers: named, body: this.#body(answered, caller), disruption };
  }

  async #extract(pdf) {
    const { text, fault } = await this.#pdfs.read(pdf);
    return this.#glue.Core.extracted(text, fault);
  }

  /** Asks the core, and tells everybody what has changed by it. */
  #handle(method, url, headers, body) {
    const [high, low] = crypto.getRandomValues(new BigUint64Array(2));
    const reply = this.#core.handle(method, url, headers, body, Date.now(), (high << 64n) | low);
    const records = this.#inbox.follow(reply);
    const kept = records.length > 0 ? this.#store?.append(records) : undefined;
    if (reply.record) {
      this.#waiting.tell();
    }
    if (records.length > 0) {
      this.#events.tell(reply.dropped);
    }
    const { answer } = reply;
    if (answer?.media !== undefined) {
      // At once: the next request may let go of them.
      answer.body = this.#inbox.media(answer.media);
    }
    return { ...reply, kept };
  }

  #body({ body, events }, caller) {
    return events ? this.#events.open(events, caller) : body;
  }

  /** Waits so many milliseconds, `Infinity` for ever; rejects when the signal fires, or the sandbox is closed. */
  pause(ms, signal) {
    return this.#bounds.pause(ms, signal);
  }

  /** Makes it as new. */
  reset() {
    const records = this.#inbox.reset();
    // What goes wrong there is told to the next send.
    this.#store?.append(records).catch(() => {});
    this.#events.reset();
  }

  /** Ends all that is under way, once those who wait for the disk have their answers; what is asked later is rejected. */
  async close() {
    if (this.#store) {
      await this.#store.close();
    }
    this.#bounds.close();
    this.#events.close();
  }
}
