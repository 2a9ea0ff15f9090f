// What `npm start` serves: the page, with a sandbox behind it.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, request as ask } from "node:http";
import { pipeline } from "node:stream";
import { page } from "./site.mjs";

/** Where the page finds the relay. */
const RELAY = "whatsmate";

/**
 * Serves the page at the address of the sandbox. The page calls it itself, with credentials of its own.
 *
 * @param {number} port
 * @returns {Promise<{ url: string, config: object, sandbox: object, close: () => Promise<void> }>} what a client is made with
 *   is in `config`
 */
export async function serveSandbox(port) {
  // Not at the top, here and below: it may be only just built.
  const { createSandbox } = await import("../../sandbox/pkg/index.js");
  const sandbox = await createSandbox();
  try {
    const { url } = await sandbox.listen({ port, pages: page });
    const credentials = { clientId: "someone@example.com", clientSecret: "any-secret-will-do" };
    return { url, config: { ...credentials, baseUrl: url }, sandbox, close: () => sandbox.close() };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

/**
 * Serves the page and, at a path beside it, a relay to the sandbox. The credentials, which are the only ones that the
 * sandbox takes, are the relay's alone.
 *
 * @param {number} port
 * @returns {Promise<{ url: string, config: object, sandbox: object, secret: string, close: () => Promise<void> }>}
 */
export async function serveRelayed(port) {
  const { createSandbox } = await import("../../sandbox/pkg/index.js");
  const { createRelayListener } = await import("../../pkg/relay-node.js");
  const credentials = { clientId: "relay@example.com", clientSecret: randomUUID() };
  const sandbox = await createSandbox(credentials);
  const api = await sandbox.listen({ port: 0 });
  // Whoever is on this machine may send: it goes to a sandbox.
  const relay = createRelayListener({ ...credentials, baseUrl: api.url, authorize: () => true });
  const server = createServer((request, response) => {
    const [path] = request.url.split("?");
    if (path.startsWith(`/${RELAY}/`)) relay(request, response);
    else if (path.startsWith("/_sandbox/")) pass(api.url, request, response);
    else givePage(path, response);
  });
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await sandbox.close();
  };
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    await sandbox.close();
    throw error;
  }
  const url = `http://127.0.0.1:${server.address().port}`;
  return { url, config: { baseUrl: `${url}/${RELAY}` }, sandbox, secret: credentials.clientSecret, close };
}

async function givePage(path, response) {
  const file = await page(path);
  if (!file) {
    response.writeHead(404).end();
    return;
  }
  // The page asks for this, and then sends by it.
  response.writeHead(200, { ...Object.fromEntries(file.headers), "x-whatsmate-relay": RELAY });
  response.end(Buffer.from(await file.arrayBuffer()));
}

/** Passes on what the page asks of the sandbox itself, which is what it received; headers and all, as it looks at them. */
function pass(to, request, response) {
  const { method, url, headers } = request;
  const onward = ask(to + url, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    pipeline(answer, response, () => {}); // who leaves is seen at the other end
  });
  pipeline(request, onward, (error) => error && response.destroy());
}
