// A request that is let in: sent on once, and what is told of it when that fails.
import { neverOpened } from "./connection.js";
import { isHostsOwn } from "./exchange.js";
import { masker, pieceMasker } from "./mask.js";
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
  if (body.problem) return said(body.problem.status, body.problem.words, "not-sent");
  const isOpen = !isLate && isHostsOwn(relay) && neverOpened(thrown);
  const delivery = isOpen || !body.isWhole ? "not-sent" : "unknown";
  if (isLate) return said(504, "the API did not answer in time", delivery);
  return said(502, isOpen ? "the API could not be reached" : "the connection to the API failed", delivery);
}

/**
 * Sends a request on and reads the answer.
 *
 * @param {object} relay what `relayConfig` has read
 * @param {object} admitted what `admit` gave
 * @param {{ isWhole: boolean, problem?: { status: number, words: string } }} body what is known of the body while it is sent
 * @param {(signal: AbortSignal) => Promise<object>} send gives what came: `status`, `header`, and `body`, a stream
 * @returns {Promise<{ answer: object, isOpen: boolean, isCut: boolean, reason?: string }>} as RelayKeys takes it
 */
export async function forward(relay, { route, length = relay.maxBodyBytes }, body, send) {
  const controller = new AbortController();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    controller.abort();
  }, relay.timeout ?? defaultTimeout(length));
  const end = () => clearTimeout(timer);
  const mask = masker(relay.secrets);
  try {
    const came = await send(controller.signal);
    return { isCut: false, ...(await read(came, route, relay.secrets, mask, end)) };
  } catch (thrown) {
    end();
    const answer = fate(relay, body, isLate, thrown);
    // A body that was never whole can have queued nothing, and what connected to nobody neither.
    return { answer, isOpen: answer.delivery === "not-sent", isCut: !body.isWhole, reason: mask(describe(thrown)) };
  }
}

/** What the API answered, as it goes back: no header but the two that the client reads. `end` is for when all was read. */
async function read({ status, header, body }, route, secrets, mask, end) {
  const next = body ? reader(body) : undefined;
  const unfit = status < 200 || (status >= 300 && status < 400) || status > 599;
  if (unfit) {
    if (next) tell(next, false);
    end();
    // A redirect is not followed: a secret must not travel.
    return { answer: said(502, `the API answered ${status}, which no call does`, "unknown"), isOpen: false };
  }
  if (status === 401) {
    if (next) tell(next, false);
    end();
    // To a page it would say that its user is not logged in.
    return { answer: said(502, "the API did not take the relay's credentials", "not-sent"), isOpen: true };
  }
  const headers = { "content-type": header("content-type") ?? "text/plain" };
  const wait = header("retry-after");
  if (wait !== undefined) headers["retry-after"] = wait;
  if (status === 200 && route.effect !== "queues" && next) {
    return { answer: { status, headers, body: hidden(next, secrets, end) }, isOpen: false };
  }
  const text = mask(...(await beginning(next)));
  end();
  // Nothing is queued by a request that the API refuses.
  return { answer: { status, headers, body: text }, isOpen: status >= 400 && status < 500 };
}

/** The beginning of a text, and whether there was more of it. */
async function beginning(next) {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  while (next && size < LONGEST) {
    const { done, value } = await next(true);
    if (done) return [text + decoder.decode(), false];
    const part = value.subarray(0, LONGEST - size);
    size += part.length;
    text += decoder.decode(part, { stream: true });
  }
  if (next) tell(next, false);
  return [text, next !== undefined];
}

/** A text as it comes, without the secrets that may be in it. */
async function* hidden(next, secrets, end) {
  const mask = pieceMasker(secrets);
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let isOver = false;
  try {
    while (!isOver) {
      const { done, value } = await next(true);
      isOver = done;
      const text = mask(decoder.decode(done ? undefined : value, { stream: !done }), done);
      if (text !== "") yield encoder.encode(text);
    }
  } finally {
    end();
    if (!isOver) tell(next, false);
  }
}
