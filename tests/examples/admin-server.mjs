// The example as somebody has it who has copied it: a folder of its own, with the built package installed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createSandbox } from "../../sandbox/pkg/index.js";
import { root } from "../../scripts/lib/run.mjs";

export const PASSWORD = "correct horse battery staple";
/** The only credentials that the sandbox takes. */
export const CREDENTIALS = { clientId: "admin-example@example.com", clientSecret: "canary-secret-0123456789" };

/** What the page asks for to send this. */
export const TEXT = "/whatsmate/v3/whatsapp/single/text/message/1";
export const MESSAGE = JSON.stringify({ number: "12025550101", message: "Hello" });

/** How many messages there were, each time that one came again included. */
const received = async (sandbox) => (await sandbox.messages()).reduce((sum, { received }) => sum + received, 0);

/** Starts a sandbox, and the example in a process of its own that sends to it. */
export async function startAdmin() {
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-admin-"));
  await cp(join(root, "examples/admin"), folder, { recursive: true });
  await cp(join(root, "pkg"), join(folder, "node_modules/whatsmate"), { recursive: true });
  const sandbox = await createSandbox(CREDENTIALS);
  const api = await sandbox.listen({ port: 0 });
  const env = {
    ADMIN_PASSWORD: PASSWORD,
    PORT: "0",
    WHATSMATE_BASE_URL: api.url,
    WHATSMATE_CLIENT_ID: CREDENTIALS.clientId,
    WHATSMATE_CLIENT_SECRET: CREDENTIALS.clientSecret,
  };
  const server = spawn(process.execPath, ["server.mjs"], { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise((resolve, reject) => {
    createInterface(server.stdout).on("line", (line) => line.startsWith("Open ") && resolve(line.slice("Open ".length)));
    server.on("exit", (code) => reject(new Error(`it ended with ${code}`)));
  });
  return {
    sandbox,
    url,
    /** Does something of which the API must learn nothing. */
    async reachesNothing(work) {
      const before = await received(sandbox);
      await work();
      assert.equal(await received(sandbox), before);
    },
    async close() {
      server.kill();
      await once(server, "exit");
      await sandbox.close();
      await rm(folder, { recursive: true });
    },
  };
}
