// What becomes of an answer on its way to the caller (`Disruption` of the core), in the shape of fetch, where there is
// no connection; node.js does the same to real ones.

/** Whether an answer of this status has a body. */
export function hasBody(status) {
  return ![204, 205, 304].includes(status);
}

/**
 * Makes the Response of an answer, or fails the way fetch does.
 *
 * @param {{ status: number, headers: object, body: Uint8Array, disruption?: object }} answer
 * @param {(ms: number) => Promise<void>} pause
 * @returns {Promise<Response>} Rejects, and its body fails, as `pause` does.
 */
export async function toResponse({ status, headers, body, disruption = {} }, pause) {
  const { kind, delay, bytesPerSecond } = disruption;
  if (kind === "reset") {
    throw failed("fetch failed", "ECONNRESET", "read ECONNRESET");
  }
  if (kind === "noHttp") {
    throw failed("fetch failed", "HPE_INVALID_CONSTANT", "Response does not match the HTTP/1.1 protocol");
  }
  if (kind === "hang" || delay) {
    await pause(delay ?? Infinity);
  }
  let sent = hasBody(status) ? body : null;
  if (kind === "truncate") {
    sent = stream(broken(body));
  } else if (sent && bytesPerSecond) {
    sent = stream(drip(body, bytesPerSecond, pause));
  }
  return new Response(sent, { status, headers });
}

/** The parts of a body as they come at a speed: ten in a second, or byte by byte where that is slower. */
export async function* drip(body, bytesPerSecond, pause) {
  const size = Math.max(1, Math.floor(bytesPerSecond / 10));
  for (let at = 0; at < body.length; at += size) {
    await pause((size / bytesPerSecond) * 1000);
    yield body.subarray(at, at + size);
  }
}

/** What comes of a body before it breaks off. */
export function half(body) {
  return body.subarray(0, body.length >> 1);
}

async function* broken(body) {
  yield half(body);
  throw failed("terminated", "UND_ERR_SOCKET", "other side closed");
}

function stream(parts) {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) {
        controller.close();
      } else {
        controller.enqueue(value);
      }
    },
  });
}

/** An error like those of fetch. */
function failed(message, code, reason) {
  return new TypeError(message, { cause: Object.assign(new Error(reason), { code }) });
}
