import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";

import { createSandbox } from "../../sandbox/pkg/index.js";
import { root } from "../../scripts/lib/run.mjs";
import { TYPES, page } from "../../scripts/lib/site.mjs";

/** The page's own policy, with an address that is told of each violation, from the first line of the page on. */
async function policy(reports) {
  const html = await readFile(new URL("../../www/index.html", import.meta.url), "utf8");
  return `${/content="(default-src [^"]*)"/.exec(html)[1]}; report-uri ${reports}`;
}

async function listen(handle) {
  const server = createServer(handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What `npm run site` lays out, in a folder of a plain host of files, which knows nothing but types. */
async function hostFiles(policy, missing) {
  const target = await mkdtemp(join(tmpdir(), "www-"));
  await promisify(execFile)("node", ["scripts/site.mjs"], { cwd: root, env: { ...process.env, CARGO_TARGET_DIR: target } });
  const host = await listen(async ({ method, url }, response) => {
    const name = url.replace(/^\/demo\/$/, "/demo/index.html");
    const file = name.startsWith("/demo/") && (await readFile(join(target, "site", name.slice("/demo/".length))).catch(() => undefined));
    if (!file) {
      missing.push(url);
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(name)], "content-security-policy": policy });
    response.end(method === "HEAD" ? undefined : file);
  });
  return {
    url: `${host.url}demo/`,
    close: host.close,
    forget: () => rm(target, { recursive: true, force: true }),
  };
}

/**
 * The page as `npm start` serves it, and once more as `npm run site` lays it out for a host of files.
 *
 * @returns `violations` are the reports of the browsers, `missing` the paths that the host of files does not have
 */
export async function openSites() {
  const violations = [];
  const missing = [];
  const reports = await listen(async (request, response) => {
    violations.push(JSON.parse(await text(request)));
    response.writeHead(204).end();
  });
  const header = await policy(reports.url);
  const watched = async (path) => {
    const response = await page(path);
    response?.headers.append("content-security-policy", header);
    return response;
  };
  const sandbox = await createSandbox();
  const server = await sandbox.listen({ port: 0, pages: watched });
  const files = await hostFiles(header, missing);
  return {
    sandbox,
    violations,
    missing,
    url: `${server.url}/`,
    filesUrl: files.url,
    closeFiles: files.close,
    async close() {
      files.close();
      await files.forget();
      reports.close();
      await sandbox.close();
    },
  };
}
