// A relay on the runtime's own server. It tells its address, and ends with its parent.
import { createServer } from "node:http";
import process from "node:process";
import { createRelay } from "whatsmate/relay";
import { createRelayListener } from "whatsmate/relay-node";

const [, , baseUrl] = process.argv;
const config = {
  clientId: "client@example.com",
  clientSecret: "canary-secret-0123456789",
  baseUrl,
  // Deno 2.0 does not tell of a connection that drops.
  timeout: 3_000,
  authorize: (request) => (request.headers.get?.("authorization") ?? request.headers.authorization) === "Bearer of-a-user",
};
const hostname = "127.0.0.1";
const tell = (port) => console.log(`http://${hostname}:${port}`);

if (globalThis.Deno) {
  globalThis.Deno.serve({ hostname, port: 0, onListen: ({ port }) => tell(port) }, createRelay(config));
} else if (globalThis.Bun) {
  tell(globalThis.Bun.serve({ hostname, port: 0, fetch: createRelay(config) }).port);
} else {
  const server = createServer(createRelayListener(config));
  server.listen(0, hostname, () => tell(server.address().port));
}
