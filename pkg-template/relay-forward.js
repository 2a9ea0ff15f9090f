// A request that is let in: sent on once, and what is told of it when that fails.
import { after } from "./bounds.js";
import { neverOpened } from "./connection.js";
import { isHostsOwn } from "./exchange.js";
import { pieceMasker } from "./mask.js";
import { reader, tell } from "./outside.js";
import { describe } from "./thrown.js";

/** How much of an answer is read that is no text of a call, in bytes: the client keeps no more of a failure. */
const LONGEST = 64 * 1_024;

/** Less than the client's minute, so that the relay's word is there before the client gives up; and as it, a second for 50 kB. */
const defaultTimeout = (length) => 55_000 + Math.floor(length / 50_000) * 1_000;

/**
 * The answer of the relay itself, in the API's form.
 *
 * @param {number} status
 * @param {string} words
 * @param {string} [delivery] what is known of the message
 */
export const said = (status, words, delivery) => ({
  status,
  headers: { "content-type": "application/json", ...(delivery === undefined ? {} : { "x-whatsmate-delivery": delivery }) },
  body: JSON.stringify({ error_message: words }),
  delivery,
});

/** What happened to a request that got no answer, in the relay's words: those of the host tell of the network behind it. */
function fate(relay, body, isLate, thrown) {
  // Of a body that was never whole nobody can have made a message.
  const delivery = body.isWhole ? "unknown" : "not-sent";
  if (body.problem) return said(body.problem.status, body.problem.words, delivery);
  if (isLate) return said(504, "the API did not answer in time", delivery);
  if (isHostsOwn(relay) && neverOpened(thrown)) return said(502, "the API could not be reached", "not-sent");
  return said(502, "the connection to the API failed", delivery);
}

/** What comes of a request: its body, to be read or to be let go. Either ends it once. */
class Coming {
  #stream;
  #next;
  #end;
  #abort;

  constructor(stream, end, abort) {
    this.#stream = stream ?? undefined;
    this.#end = end;
    this.#abort = abort;
  }

  /** The next part, as an iterator gives it. */
  async next() {
    this.#next ??= this.#stream ? reader(this.#stream) : async () => ({ done: true });
    try {
      const step = await this.#next(true);
      if (step.done) this.#end();
      return step;
    } catch (thrown) {
      this.#end();
      throw thrown;
    }
  }

  /** Nobody wants the rest, and the connection should not be kept for it. */
  drop() {
    this.#end();
    if (this.#next) tell(this.#next, false);
    // A stream that nobody has begun to read does not hear that.
    this.#abort();
  }
}

/**
 * Sends a request on and reads the answer.
 *
 * @param {object} relay what `relayConfig` has read
 * @param {object} admitted what `admit` gave
 * @param {import("./relay-body.js").RelayBody} body what is known of the body while it is sent
 * @param {(signal: AbortSignal) => Promise<object>} send gives what came: `status`, `header`, and `body`, a stream
 * @returns {Promise<{ answer: object, isFree: boolean, isCut: boolean, reason?: string }>} as RelayKeys takes it. A `signal` of
 *   the answer ends the sending of its body when it has taken too long
 */
export async function forward(relay, { route, length = 0 }, body, send) {
  const controller = new AbortController();
  let isLate = false;
  const end = after(relay.timeout ?? defaultTimeout(length), () => {
    isLate = true;
    controller.abort();
  });
  try {
    const came = await send(controller.signal);
    const answer = await read(relay, came, route, new Coming(came.body, end, () => controller.abort()));
    // Nothing is queued by a request that the API refuses.
    const isRefused = answer.status >= 400 && answer.status < 500;
    // One that is whole needs no end, and may be kept for long.
    if (typeof answer.body === "object") answer.signal = controller.signal;
    return { answer, isFree: isRefused || answer.delivery === "not-sent", isCut: false };
  } catch (thrown) {
    end();
    const answer = fate(relay, body, isLate, thrown);
    return { answer, isFree: answer.delivery === "not-sent", isCut: !body.isWhole, reason: relay.mask(describe(thrown)) };
  }
}

/** A status that no call has: a redirect is not followed, since a secret must not travel. */
const isUnfit = (status) => status < 200 || status === 204 || status === 205 || (status >= 300 && status < 400) || status > 599;

/** What the API answered, as it goes back: no header but the two that the client reads. */
async function read({ secrets, mask }, { status, header }, route, coming) {
  if (isUnfit(status)) {
    coming.drop();
    return said(502, `the API answered ${status}, which no call does`, "unknown");
  }
  if (status === 401) {
    coming.drop();
    // To a page it would say that its user is not logged in.
    return said(502, "the API did not take the relay's credentials", "not-sent");
  }
  const headers = { "content-type": mask(header("content-type") ?? "text/plain") };
  const wait = header("retry-after");
  if (wait !== undefined) headers["retry-after"] = mask(wait);
  const isText = status === 200 && route.effect !== "queues";
  return { status, headers, body: isText ? hidden(coming, secrets) : mask(...(await beginning(coming))) };
}

/** The beginning of a text, and whether there was more of it. */
async function beginning(coming) {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  while (size < LONGEST) {
    const { done, value } = await coming.next();
    if (done) return [text + decoder.decode(), false];
    const part = value.subarray(0, LONGEST - size);
    size += part.length;
    text += decoder.decode(part, { stream: true });
  }
  coming.drop();
  return [text, true];
}

/** A text as it comes, without the secrets that may be in it. No generator: one that was not begun does not hear its end. */
function hidden(coming, secrets) {
  const mask = pieceMasker(secrets);
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let isOver = false;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      while (!isOver) {
        const { done, value } = await coming.next();
        isOver ||= done;
        const text = mask(decoder.decode(done ? undefined : value, { stream: !done }), done);
        if (text !== "") return { done: false, value: encoder.encode(text) };
      }
      return { done: true, value: undefined };
    },
    async return() {
      isOver = true;
      coming.drop();
      return { done: true, value: undefined };
    },
  };
}
