// The way of a request through a relay, whatever the server is.
import { notify } from "./event.js";
import { Refusal, admit, authorized, corsHeaders } from "./relay-admission.js";
import { forward, said } from "./relay-forward.js";
import { masked } from "./thrown.js";

/** Nobody keeps an answer, or takes it for anything but what it says it is. */
const PLAIN = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

const finished = ({ headers, ...answer }) => ({ ...answer, headers: Object.entries({ ...PLAIN, ...headers }) });

/**
 * Leads a request to its answer.
 *
 * @param {object} relay what `relayConfig` has read
 * @param {object} request its `method`, its `target` (path and query), `header`, which gives a header's value, `original`, as
 *   the server has it, and `open`: given what was admitted, it gives the `body` and what sends it, as `forward` takes them
 * @returns {Promise<{ status: number, headers: [string, string][], body?: string | AsyncIterator<Uint8Array>, signal?: AbortSignal }>}
 *   the signal ends a body that has taken too long
 */
export async function lead(relay, request) {
  const cors = corsHeaders(relay, request.header);
  const { headers, ...answer } = await decide(relay, request).catch((thrown) => refused(relay, thrown));
  return { ...answer, headers: [...headers, ...Object.entries(cors)] };
}

async function decide(relay, request) {
  const admitted = admit(relay, request);
  const { route, target, instance, key } = admitted;
  const endpoint = `${route.method} ${route.path}`;
  const own = await authorized(relay.authorize, request.original);
  if (own) {
    notify(relay.onEvent, () => ({ type: "refused", endpoint, status: own.status, reason: "by authorize" }));
    return { status: own.status, headers: [...own.headers], body: own.body ?? undefined };
  }
  const start = Date.now();
  const send = async () => {
    const { body, send } = request.open(admitted);
    return forward(relay, admitted, body, send);
  };
  const isOnce = key !== undefined && route.effect === "queues";
  const done = isOnce ? await relay.keys.once(`${key} ${target}`, send) : await send();
  const { answer, isRepeated = false, reason } = done;
  notify(relay.onEvent, () => ({
    type: isRepeated ? "repeated" : "forwarded",
    endpoint,
    instance,
    status: answer.status,
    duration: Date.now() - start,
    delivery: answer.delivery,
    reason,
  }));
  return finished(answer);
}

function refused(relay, thrown) {
  // What the server itself can not do is the server's affair.
  if (!(thrown instanceof Refusal)) throw thrown;
  const { status, reason, headers, cause } = thrown;
  notify(relay.onEvent, () => ({ type: "refused", status, reason, cause: masked(cause, relay.mask) }));
  const answer = status === 204 ? { status } : said(status, reason, "not-sent");
  return finished({ ...answer, headers: { ...answer.headers, ...headers } });
}
