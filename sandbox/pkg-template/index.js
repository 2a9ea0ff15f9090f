import { toResponse } from "./faults.js";
import { start } from "./instance.js";
import { readListenOptions, readQuery, readSandboxOptions } from "./options.js";
import { PdfReader } from "./pdf.js";
import { Waits } from "./waits.js";

/**
 * Makes a sandbox: all 24 calls of the WhatsMate API, with what it receives kept in memory.
 *
 * @param {import("./index.js").SandboxOptions} [options]
 * @returns {Promise<import("./index.js").Sandbox>}
 * @throws {TypeError} When an option is unknown or has a wrong value; the message names it.
 * @example
 * const sandbox = await createSandbox();
 * const client = new WhatsMate({ clientId: "me", clientSecret: "any", fetch: sandbox.fetch });
 */
export async function createSandbox(options) {
  const { credentials, instances, keep, faults, seed, fetch } = readSandboxOptions(options);
  const { module, glue, spawn } = await load();
  const numbers = BigUint64Array.from(instances, BigInt);
  const core = new glue.Core(credentials, numbers, keep, JSON.stringify(faults), BigInt(seed));
  const bodyLimit = glue.bodyLimit();
  const pdfs = new PdfReader({ fetch, spawn, module });
  const media = new Map(); // decoded bytes by message id, here so that they do not grow the wasm memory
  const listening = new Set();
  const waits = new Waits();
  let closed;

  /** Answers one request; `body` is undefined where it is over the limit. */
  async function answer({ method, url, headers, body }) {
    if (closed) {
      throw closed;
    }
    const [high, low] = crypto.getRandomValues(new BigUint64Array(2));
    const reply = core.handle(method, url, headers, body, Date.now(), (high << 64n) | low);
    for (const id of reply.dropped) {
      media.delete(id);
    }
    if (reply.media) {
      media.set(reply.media.id, reply.media.bytes);
    }
    const { pdf, disruption } = reply;
    if (pdf?.job) {
      pdfs.read(pdf).then(({ text, fault }) => core.finish(pdf.job, text, fault));
    }
    // A disruption may leave no answer, and a PDF is waited for only where no job does.
    const { status, headers: named, body: bytes } = reply.answer ?? (pdf && !pdf.job ? await extract(pdf) : {});
    return { status, headers: named, body: typeof bytes === "string" ? media.get(bytes) : bytes, disruption };
  }

  async function extract(pdf) {
    const { text, fault } = await pdfs.read(pdf);
    return glue.Core.extracted(text, fault);
  }

  async function ask(input, init) {
    const request = new Request(input, init);
    const bytes = new Uint8Array(await request.arrayBuffer());
    return answer({
      method: request.method,
      url: request.url,
      headers: [...request.headers].flat(),
      body: bytes.length > bodyLimit ? undefined : bytes,
    });
  }

  return {
    async fetch(input, init) {
      // The caller's own signal: on Node 20 the one of a Request may die in a garbage collection.
      const signal = init?.signal ?? input?.signal;
      const answered = await unlessAborted(signal, () => ask(input, init));
      return toResponse(answered, (ms) => waits.pause(ms, signal));
    },

    async messages(query) {
      const parameters = new URLSearchParams({ query: readQuery(query) });
      const response = await toResponse(await ask(`http://sandbox.invalid/_sandbox/messages?${parameters}`));
      const { messages, error_message: fault } = await response.json();
      if (fault) {
        throw new TypeError(fault);
      }
      return messages;
    },

    faults: {
      add(...added) {
        core.addFaults(JSON.stringify(added));
      },

      list() {
        return JSON.parse(core.faults()).faults;
      },

      clear() {
        core.clearFaults();
      },
    },

    reset() {
      core.reset();
      media.clear();
    },

    async listen(options) {
      const { port, host } = readListenOptions(options);
      const { serve } = await import(/* webpackIgnore: true */ /* @vite-ignore */ "./node.js");
      const server = await serve(answer, { port, host, bodyLimit });
      listening.add(server);
      return server;
    },

    async close() {
      closed = new TypeError("the sandbox was closed");
      waits.end(closed);
      pdfs.close();
      await Promise.all([...listening].map((server) => server.close()));
    },
  };
}

let loading;

/** The wasm module, its instance for this thread, and how to start other threads: once for all sandboxes. */
function load() {
  loading ??= loadOnce().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function loadOnce() {
  // Node, Deno and Bun. Bundlers leave this import alone, so that the bundle of a page meets no Node API.
  const platform = globalThis.process?.versions?.node
    ? await import(/* webpackIgnore: true */ /* @vite-ignore */ "./platform-node.js")
    : await import("./platform-web.js");
  const module = await platform.compile();
  return { module, glue: await start(module), spawn: platform.spawn };
}

async function unlessAborted(signal, work) {
  if (!signal) {
    return work();
  }
  signal.throwIfAborted();
  let stop;
  const aborted = new Promise((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop);
  });
  try {
    return await Promise.race([aborted, work()]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
