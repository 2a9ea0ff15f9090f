// Sending a list: some messages at once, read no faster than they are sent, and an outcome for each.
import { Bounds } from "./bounds.js";
import { notify } from "./event.js";
import { Failure, createError } from "./failure.js";
import { MISSING, refuse, text, unknown, within } from "./given.js";
import { MediaCache } from "./media-cache.js";
import { options as read } from "./options.js";
import { peek, tell } from "./outside.js";
import { Pace } from "./pace.js";
import { Records } from "./records.js";
import { fired, leave, listen } from "./signals.js";
import { sendsOf } from "./table.js";
import { glimpse } from "./thrown.js";

/** How many messages are under way at once, unless it is told. */
const CONCURRENCY = 8;

/**
 * Sends a list through a gateway.
 *
 * @param {object} client
 * @param {string} family the class, such as `WhatsApp`
 * @param {number} instance the gateway
 * @param {Iterable<object> | AsyncIterable<object>} messages
 * @param {object} options
 * @returns {AsyncGenerator<object>} the outcomes
 */
export function sendMany(client, family, instance, messages, options) {
  const [signal, timeout, deadline, maxRetries, retryUnknown, ...own] = read(options, "list");
  const [concurrency = CONCURRENCY, perSecond, interval, ordered = false, onProgress, key, ledger] = own;
  const open = peek(messages, Symbol.asyncIterator) ?? peek(messages, Symbol.iterator);
  if (typeof open !== "function") refuse("messages", "must be an iterable");
  const call = { signal, timeout, deadline, maxRetries, retryUnknown };
  const pace = new Pace(perSecond, interval);
  const records = ledger === undefined ? undefined : new Records(ledger, retryUnknown ?? client.retryUnknown);
  const list = new List(client, family, instance, pace, key, call, records);
  const begin = () => outcomes(list, () => Reflect.apply(open, messages, []), { concurrency, ordered, signal, onProgress, records });
  return typeof ledger === "string" ? recorded(records, begin) : begin();
}

/** A list that is being sent: what all its messages share. */
class List {
  #client;
  #sends;
  #instance;
  #key;
  #call;
  #pace;
  #media;
  #records;

  constructor(client, family, instance, pace, key, call, records) {
    this.#client = client;
    this.#sends = sendsOf(client.rules, family);
    this.#instance = instance;
    this.#key = key;
    this.#call = call;
    this.#pace = pace;
    this.#media = new MediaCache(client.rules);
    this.#records = records;
  }

  /** Sends one message. Whatever becomes of it is told, and nothing is thrown. */
  async send(item, index, bounds) {
    let key = String(index);
    let isBegun = false;
    let outcome;
    try {
      if (this.#key) key = within("options.key", () => text(this.#key(item, index), "options.key"));
      const { name, media, params } = this.#read(item);
      const begin = async () => {
        const known = await this.#records.known("begin", key, item);
        isBegun = known === undefined;
        return known;
      };
      const find = () => this.#records?.known("find", key, item);
      const sent = await this.#pace.turn(recipientOf(params), bounds, find, async () => {
        if (media !== undefined) params[media] = await this.#media.of(params[media], bounds);
        bounds.check();
        return this.#client.call(name, this.#instance, params, this.#call, this.#records && begin);
      });
      outcome = { index, key, ...sent, status: "queued" };
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : createError(Failure.of(thrown), { delivery: "not-sent" });
      outcome = { index, key, status: "failed", error, delivery: error.delivery ?? "not-sent" };
    }
    if (isBegun) await this.#records.end(key, outcome);
    return outcome;
  }

  /** The method that sends a message, and its parameters. */
  #read(item) {
    if (typeof item !== "object" || item === null) refuse("message", "must be an object");
    return within("message", () => {
      const { kind, ...params } = item;
      if (kind === undefined) refuse("kind", MISSING);
      if (!Object.hasOwn(this.#sends, kind)) unknown("kind", glimpse(kind) ?? "", Object.keys(this.#sends));
      return { ...this.#sends[kind], params };
    });
  }
}

/** Whom a message is for, as far as that is the same for all ways to write it. */
const recipientOf = ({ number, groupName }) => (groupName === undefined ? String(number).replace(/\D/g, "") : `group ${groupName}`);

/** The outcomes of a list whose ledger is open for as long as it is sent. */
async function* recorded(records, begin) {
  const close = await records.open();
  try {
    yield* begin();
  } finally {
    await close();
  }
}

async function* outcomes(list, open, { concurrency, ordered, signal, onProgress, records }) {
  const bounds = new Bounds(signal);
  const source = open();
  const done = new Map();
  const running = new Set();
  const progress = { queued: 0, failed: 0 };
  let wake = () => {};
  let failure;
  // Of messages: read so far, not yet told, told next where that matters.
  let [index, pending, next] = [0, 0, 0];
  let isReading = false;
  let isOver = false;
  const stop = () => {
    isOver = true;
    wake();
  };

  const start = (item) => {
    const at = index++;
    pending += 1;
    const sent = list.send(item, at, bounds).then((outcome) => {
      running.delete(sent);
      done.set(at, outcome);
      progress[outcome.status] += 1;
      notify(onProgress, () => ({ ...progress }));
      // A list that can not note what it does goes no further.
      if (records?.failure) {
        failure ??= [records.failure];
        isOver = true;
      }
      wake();
    });
    running.add(sent);
  };
  const take = async () => {
    isReading = true;
    try {
      const { done, value } = await source.next();
      if (done) isOver = true;
      else if (!isOver) start(value);
    } catch (thrown) {
      failure = [thrown];
      isOver = true;
    }
    isReading = false;
    wake();
  };
  const tellable = () => (ordered ? next : done.keys().next().value);

  if (signal) listen(signal, stop);
  try {
    for (;;) {
      if (fired(signal)) isOver = true;
      if (!isOver && !isReading && pending < concurrency) take();
      const at = tellable();
      if (done.has(at)) {
        const outcome = done.get(at);
        done.delete(at);
        next += 1;
        yield outcome;
        pending -= 1;
      } else if (isOver && running.size === 0) {
        break;
      } else {
        await new Promise((resolve) => {
          wake = resolve;
        });
      }
    }
    if (failure) throw failure[0];
  } finally {
    isOver = true;
    if (signal) leave(signal, stop);
    const end = peek(source, "return");
    if (typeof end === "function") tell(() => Reflect.apply(end, source, []));
    // Whoever leaves early waits for what is under way: it can not be taken back, and what follows must not overtake it.
    await Promise.all(running);
    bounds.end();
  }
}
