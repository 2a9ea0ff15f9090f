// A Redis of the test's own: on loopback, in a folder of its own, and ended by its id.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../scripts/lib/free-port.mjs";
import { root } from "../../scripts/lib/run.mjs";

const CONFIG = join(root, "examples/fleet/redis.conf");

/**
 * @param {object} [settings] beside those of the example
 */
export async function startRedis(settings) {
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-redis-"));
  const port = await freePort();
  const own = { ...settings, port, bind: "127.0.0.1", dir: folder };
  let server = await run(own);
  return {
    url: `redis://127.0.0.1:${port}`,
    /** As a crash would end it. */
    stop: () => kill(server),
    /** Up again on the same files. */
    async start() {
      server = await run(own);
    },
    async end() {
      await kill(server);
      await rm(folder, { recursive: true });
    },
  };
}

async function run(settings) {
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn("redis-server", [CONFIG, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let log = "";
  await new Promise((resolve, reject) => {
    server.on("error", reject);
    server.on("exit", () => reject(new Error(`Redis ended:\n${log}`)));
    server.stdout.setEncoding("utf8").on("data", (text) => {
      log += text;
      if (text.includes("Ready to accept connections")) resolve();
    });
  });
  return server;
}

async function kill(server) {
  server.kill("SIGKILL");
  if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
}
