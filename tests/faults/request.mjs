/**
 * Reads requests off a connection, as far as is needed to know when one was taken whole.
 */
export class RequestReader {
  #rest = Buffer.alloc(0);
  #request;
  #onHead;
  #onWhole;
  #isStopped = false;

  /**
   * @param {{ onHead: (request: object) => void, onWhole: (request: object) => void }} listeners
   */
  constructor({ onHead, onWhole }) {
    this.#onHead = onHead;
    this.#onWhole = onWhole;
  }

  /** @param {Buffer} bytes what has just come */
  push(bytes) {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    while (!this.#isStopped && (this.#request ? this.#readBody() : this.#readHead()));
  }

  /** Takes nothing more: what is there already counts as never read. */
  stop() {
    this.#isStopped = true;
  }

  #readHead() {
    const end = this.#rest.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    const [first, ...lines] = this.#rest.subarray(0, end).toString("latin1").split("\r\n");
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const [method, target] = first.split(" ");
    this.#request = { method, target, headers, body: "", isWhole: false };
    this.#rest = this.#rest.subarray(end + 4);
    this.#onHead(this.#request);
    return true;
  }

  #readBody() {
    const { headers } = this.#request;
    const taken = /chunked/i.test(headers["transfer-encoding"] ?? "")
      ? chunked(this.#rest)
      : counted(this.#rest, Number(headers["content-length"] ?? 0));
    if (!taken) {
      return false;
    }
    const request = this.#request;
    this.#request = undefined;
    this.#rest = this.#rest.subarray(taken.length);
    request.body = taken.body;
    request.isWhole = true;
    this.#onWhole(request);
    return this.#rest.length > 0;
  }
}

function counted(bytes, length) {
  return bytes.length < length ? undefined : { length, body: bytes.subarray(0, length).toString("latin1") };
}

/** A body in chunks, once the one of length 0 is there. No runtime sends trailers. */
function chunked(bytes) {
  let body = "";
  for (let at = 0; ;) {
    const line = bytes.indexOf("\r\n", at);
    if (line < 0) {
      return undefined;
    }
    const size = parseInt(bytes.toString("latin1", at, line), 16);
    const end = line + 2 + size;
    if (bytes.length < end + 2) {
      return undefined;
    }
    if (size === 0) {
      return { length: end + 2, body };
    }
    body += bytes.toString("latin1", line + 2, end);
    at = end + 2;
  }
}
