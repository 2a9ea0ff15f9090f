import { jsonAnswer } from "./answer.js";

const TIMEOUT = 10_000;
/** How much of an answer's body is read, in bytes. */
const BODY = 2 ** 16;

/**
 * Brings a message from outside to a URL, as the gateway does, and answers with what the URL answered.
 *
 * @param {{ url: string, body: string }} delivery
 * @param {object} means
 * @param {typeof fetch} means.fetch
 * @param {import("./bounds.js").Bounds} means.bounds
 * @param {AbortSignal} means.signal
 */
export async function deliver({ url, body }, { fetch, bounds, signal }) {
  const late = new Error(`none within ${TIMEOUT / 1000} s`);
  const init = { method: "POST", headers: { "content-type": "application/json" }, body, redirect: "manual" };
  const start = performance.now();
  const post = async (signal) => {
    const response = await fetch(url, { ...init, signal });
    if (response.type === "opaqueredirect") {
      throw new Error("a redirect, which is not followed");
    }
    const text = await beginning(response.body);
    return { status: response.status, body: text, duration: Math.round(performance.now() - start) };
  };
  try {
    return jsonAnswer(200, await bounds.run(post, { signal, timeout: TIMEOUT, late }));
  } catch (error) {
    const { code, message } = error.cause ?? error;
    return jsonAnswer(502, { error_message: `url: no answer: ${code ?? message}` });
  }
}

async function beginning(stream) {
  const decoder = new TextDecoder();
  let text = "";
  let left = BODY;
  for (const reader = stream?.getReader(); reader && left > 0; ) {
    const { done, value } = await reader.read();
    if (done) {
      return text;
    }
    text += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.length;
    if (left <= 0) {
      reader.cancel().catch(() => {});
    }
  }
  return text;
}
