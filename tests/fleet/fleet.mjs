// The example as a user has it: copied into a project with its packages installed, and run as processes of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { root } from "../../scripts/lib/run.mjs";
import { packages } from "./packages.mjs";
import { startRedis } from "./redis.mjs";

/**
 * The example, with a sandbox and a Redis.
 * @param {{ settings?: object, env?: object }} [options] of Redis, and the environment of all commands
 */
export async function startFleet({ settings, env } = {}) {
  const folder = await layProject();
  const redis = await startRedis(settings);
  const [sandbox, url] = await startSandbox();
  const running = new Set([sandbox]);
  const environment = {
    ...process.env,
    REDIS_URL: redis.url,
    WHATSMATE_BASE_URL: url,
    WHATSMATE_CLIENT_ID: "fleet@example.com",
    WHATSMATE_CLIENT_SECRET: "sandbox-secret",
    ...env,
  };
  const load = (file) => import(pathToFileURL(join(folder, file)));
  const { connect, openParked, openQueue } = await load("queue.mjs");
  const connection = connect(redis.url);

  /** Starts one of the example's commands. */
  function start(file, args = [], own = {}) {
    const child = spawn(process.execPath, [join(folder, file), "whatsapp", "1", ...args], { env: { ...environment, ...own } });
    running.add(child);
    child.once("exit", () => running.delete(child));
    child.stderr.setEncoding("utf8");
    child.complaints = "";
    child.stderr.on("data", (chunk) => (child.complaints += chunk));
    return child;
  }

  return {
    redis,
    connection,
    load,
    start,
    queue: openQueue(connection, { name: "whatsapp-1" }),
    parked: openParked(connection, { name: "whatsapp-1" }),
    /** Runs one of the example's commands to its end. */
    async run(file, args = [], input = "") {
      const child = start(file, args);
      child.stdin.end(input);
      const [printed, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
      if (code !== 0) throw new Error(`${file} ended with ${code}: ${child.complaints}`);
      return printed;
    },
    /** Asks the sandbox for something of `/_sandbox/`. */
    async ask(path, init) {
      const response = await fetch(`${url}/_sandbox/${path}`, init);
      const answer = await response.text();
      if (!response.ok) throw new Error(answer);
      return answer && JSON.parse(answer);
    },
    async end() {
      for (const child of running) child.kill("SIGKILL");
      connection.disconnect();
      await redis.end();
      await rm(folder, { recursive: true });
    },
  };
}

async function layProject() {
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-fleet-"));
  await cp(join(root, "examples/fleet"), folder, { recursive: true });
  await mkdir(join(folder, "node_modules"));
  for (const name of ["bullmq", "ioredis"]) await symlink(packages.file(name), join(folder, "node_modules", name));
  await symlink(join(root, "pkg"), join(folder, "node_modules", "whatsmate"));
  return folder;
}

async function startSandbox() {
  const bin = join(root, "sandbox/pkg/bin.js");
  const sandbox = spawn(process.execPath, [bin, "--port", "0", "--quiet", "--keep", "100000"], { stdio: ["ignore", "pipe", "inherit"] });
  const [told] = await once(sandbox.stdout, "data");
  return [sandbox, /http:\/\/\S+/.exec(told)[0]];
}

/** How many messages of a queue have not ended. */
export async function left(queue) {
  const { waiting, active, delayed } = await queue.getJobCounts();
  return waiting + active + delayed;
}

/** Waits until something is so; the test's own time limit ends it if that never comes. */
export async function until(isSo) {
  for (;;) {
    const found = await isSo();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
