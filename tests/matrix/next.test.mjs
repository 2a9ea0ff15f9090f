// Next.js: a server component, a route handler in Node and at the edge, and a client component, by both of its bundlers.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bundlers } from "./bundlers.mjs";
import { OUTCOME, arrived, end, inBrowsers, makeProject, openBrowsers, row } from "./rows.mjs";
import { serve } from "./server.mjs";

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };

const EDGE = "app/api/edge";
const PAGES = { "server component": "/", "route handler": "/api/node", edge: "/api/edge" };
/** Next 16.4 with webpack makes nothing of any route at the edge, with this package or without. */
const WAYS = [
  { name: "Turbopack", options: [], leaves: [] },
  { name: "webpack", options: ["--webpack"], leaves: ["edge"] },
];

let folder;
let next;

before(async () => {
  await bundlers.ensure(process.env);
  next = bundlers.file("next/dist/bin/next");
  // Where it finds next and react above itself.
  folder = await mkdtemp(join(bundlers.folder, "next-"));
  await openBrowsers();
});

after(async () => {
  await end();
  await rm(folder, { recursive: true, force: true });
});

/** Starts what was built; gives its address. */
async function start(project) {
  const child = spawn(process.execPath, [next, "start", "--port", "0", "--hostname", "127.0.0.1"], { cwd: project, env, stdio: ["ignore", "pipe", "inherit"] });
  let told = "";
  const url = await new Promise((resolve, reject) => {
    child.on("exit", (code) => reject(new Error(`next ended with ${code}: ${told}`)));
    child.stdout.on("data", (text) => {
      told += text;
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(told) ?? [];
      if (address && told.includes("Ready")) resolve(address);
    });
  });
  return { url, close: () => child.kill() };
}

for (const { name, options, leaves } of WAYS) {
  test(`Next.js, ${name}`, async (t) => {
    const at = join(folder, name);
    await makeProject(await mkdtemp(join(folder, "made-"))).then((project) => cp(project, at, { recursive: true }));
    await cp(here("next"), at, { recursive: true });
    if (leaves.includes("edge")) await rm(join(at, EDGE), { recursive: true });
    await run(process.execPath, [next, "build", ...options], { cwd: at, env, timeout: 180_000 });
    if (!leaves.includes("edge")) {
      const made = await readdir(join(at, ".next/server/edge"), { recursive: true });
      assert.ok(made.some((file) => file.endsWith(".wasm")), "the edge may compile no bytes, and got no module");
    }
    const [server, api] = [await start(at), await serve(at)];
    const version = bundlers.version("next");
    const query = `?api=${encodeURIComponent(api.url)}`;
    try {
      for (const [kind, path] of Object.entries(PAGES).filter(([kind]) => !leaves.includes(kind))) {
        await row(t, `Next.js, ${name}`, kind, version, async () => {
          api.messages.length = 0;
          const text = await (await fetch(`${server.url}${path}${query}`)).text();
          assert.ok(text.includes(OUTCOME), text.slice(0, 500));
          arrived(api.messages);
        });
      }
      await inBrowsers(t, `Next.js, ${name}, client component`, version, `${server.url}/client${query}`, api);
    } finally {
      server.close();
      api.close();
    }
  });
}
