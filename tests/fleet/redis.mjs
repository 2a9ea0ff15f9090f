// A Redis of the test's own: on loopback, in a folder of its own, and ended by its id.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * @param {{ fsync?: "always" | "everysec" }} [options]
 */
export async function startRedis({ fsync = "always" } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-redis-"));
  const port = await freePort();
  let server = await run(folder, port, fsync);
  return {
    url: `redis://127.0.0.1:${port}`,
    folder,
    /** As a crash would end it, and up again on the same files. */
    async crash() {
      await kill(server);
      server = await run(folder, port, fsync);
    },
    async end() {
      await kill(server);
      await rm(folder, { recursive: true });
    },
  };
}

/** A port that nobody listens on. Redis takes no port 0. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function run(folder, port, fsync) {
  const settings = { port, bind: "127.0.0.1", dir: folder, appendonly: "yes", appendfsync: fsync, save: "", daemonize: "no" };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
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
