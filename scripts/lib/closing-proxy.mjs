import { once } from "node:events";
import { createServer, request } from "node:http";

/**
 * Starts a proxy that keeps no connection to the server behind it. wasm-bindgen's test server has a thread for each
 * connection, and as few as four: a browser that fetches two dozen modules at once, and keeps six connections, waits for ever
 * now and then.
 * @returns {Promise<{ port: number, end: () => void }>}
 */
export async function startClosingProxy() {
  const server = createServer((asked, answer) => {
    const headers = { ...asked.headers, connection: "close" };
    const passed = request(asked.url, { method: asked.method, headers, agent: false }, (given) => {
      answer.writeHead(given.statusCode, given.headers);
      given.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const end = () => {
    server.close();
    server.closeAllConnections();
  };
  return { port: server.address().port, end };
}
