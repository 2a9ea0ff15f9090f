/** How much of a body is kept to be shown, in bytes, of its beginning and of its end. */
const SHOWN = { first: 400, last: 100 };
const SECRET = /^(x-wm-client-secret|authorization)$/i;

/**
 * A request and what came of it, as it can be shown: without the secret, and without the middle of a long body.
 *
 * @typedef {object} Exchange
 * @property {string} method
 * @property {string} url
 * @property {Record<string, string>} headers
 * @property {string} [body]
 * @property {{ status: number, headers: Record<string, string>, body: string }} [answer]
 * @property {string} [failure] Why there is no answer, or not all of it.
 * @property {number} [duration] Milliseconds.
 */

/**
 * A fetch that tells of each exchange, as soon as something of it is known.
 *
 * @param {(url: string, init: RequestInit) => Promise<Response>} fetch
 * @param {(exchange: Exchange) => void} tell
 */
export function watched(fetch, tell) {
  return async (url, init) => {
    const exchange = { method: init.method, url, headers: masked(init.headers) };
    const start = performance.now();
    const update = (more) => {
      Object.assign(exchange, more);
      tell(exchange);
    };
    update({});
    brief(init.body).then((body) => update({ body }));
    try {
      const response = await fetch(url, init);
      const { status, headers } = response;
      const answer = { status, headers: Object.fromEntries(headers), body: "" };
      update({ answer, duration: performance.now() - start });
      response
        .clone()
        .text()
        .then((body) => update({ answer: { ...answer, body } }))
        .catch((error) => update({ failure: String(error) }));
      return response;
    } catch (error) {
      update({ failure: String(error), duration: performance.now() - start });
      throw error;
    }
  };
}

function masked(headers) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, SECRET.test(name) ? "••••••••" : value]));
}

async function brief(body) {
  if (body === undefined || body === null) {
    return undefined;
  }
  const blob = body instanceof Blob ? body : new Blob([body]);
  const { first, last } = SHOWN;
  if (blob.size <= first + last) {
    return blob.text();
  }
  const [head, tail] = await Promise.all([blob.slice(0, first).text(), blob.slice(-last).text()]);
  return `${head}\n… ${(blob.size - first - last).toLocaleString("en")} bytes left out here …\n${tail}`;
}
