import { ask } from "./ask.js";
import { closed } from "./bounds.js";
import { toResponse } from "./faults.js";
import { Host } from "./host.js";
import { load } from "./load.js";
import { readListenOptions, readQuery, readSandboxOptions, readWaitOptions } from "./options.js";

/**
 * Makes a sandbox: all 24 calls of the WhatsMate API, with what it receives kept.
 *
 * @param {import("./index.js").SandboxOptions} [options]
 * @returns {Promise<import("./index.js").Sandbox>}
 * @throws {TypeError} When an option is unknown or has a wrong value; the message names it.
 * @throws {Error} When the file of `data` can not be used; the message says why.
 * @example
 * const sandbox = await createSandbox();
 * const client = new WhatsMate({ clientId: "me@example.com", clientSecret: "sandbox-secret", fetch: sandbox.fetch });
 */
export async function createSandbox(options) {
  const chosen = readSandboxOptions(options);
  const host = new Host(await load(), chosen);
  if (chosen.data !== undefined) {
    await host.keepIn(chosen.data);
  }
  const listening = new Set();
  let closing;

  async function fetch(input, init) {
    const request = new Request(input, init);
    const readBody = async () => {
      const bytes = new Uint8Array(await request.arrayBuffer());
      return bytes.length > host.bodyLimit ? undefined : bytes;
    };
    // The caller's own: on Node 20 the one of a Request may die in a garbage collection.
    const signal = init?.signal ?? input?.signal;
    const { method, url, headers } = request;
    const answered = await host.answer({ method, url, headers: [...headers].flat(), readBody }, signal);
    return toResponse(answered, (ms) => host.pause(ms, signal));
  }

  async function messages(query) {
    const parameters = new URLSearchParams({ query: readQuery(query) });
    return (await ask(host, messages, `messages?${parameters}`)).messages;
  }

  async function waitFor(query, options) {
    const { timeout, count = 1, signal } = readWaitOptions(options);
    const parameters = new URLSearchParams({ query: readQuery(query), timeout, count });
    const { messages } = await ask(host, waitFor, `wait?${parameters}`, { signal });
    return options?.count === undefined ? messages[0] : messages;
  }

  async function inbound(message) {
    return await ask(host, inbound, "inbound", { method: "POST", value: message });
  }

  function reset() {
    host.reset();
  }

  async function listen(options) {
    const { port, host: name, pages } = readListenOptions(options);
    const { serve } = await import(/* webpackIgnore: true */ /* @vite-ignore */ "./node.js");
    const server = await serve(host, { port, host: name, pages });
    if (closing) {
      await server.close();
      throw closed();
    }
    listening.add(server);
    return server;
  }

  function close() {
    closing ??= end();
    return closing;
  }

  async function end() {
    await host.close();
    await Promise.all([...listening].map((server) => server.close()));
  }

  return { fetch, messages, waitFor, inbound, faults: host.faults, reset, listen, close };
}
