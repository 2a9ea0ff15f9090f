import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

import { createSandbox } from "../../sandbox/pkg/index.js";
import { page } from "../../scripts/lib/site.mjs";

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

/**
 * The page as `npm start` serves it, and once more as a host of files does, in a folder.
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
  const files = await listen(async ({ method, url }, response) => {
    const found = url.startsWith("/demo/") ? await watched(url.slice("/demo".length)) : undefined;
    if (!found) {
      missing.push(url);
      response.writeHead(404).end();
      return;
    }
    // A host of files knows nothing but types.
    const headers = ["content-type", "content-security-policy"].map((name) => [name, found.headers.get(name)]);
    response.writeHead(200, Object.fromEntries(headers));
    response.end(method === "HEAD" ? undefined : Buffer.from(await found.arrayBuffer()));
  });
  return {
    sandbox,
    violations,
    missing,
    url: `${server.url}/`,
    filesUrl: `${files.url}demo/`,
    closeFiles: () => files.close(),
    async close() {
      files.close();
      reports.close();
      await sandbox.close();
    },
  };
}
