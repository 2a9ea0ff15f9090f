import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { text } from "node:stream/consumers";
import { PACKAGE } from "../run.mjs";

const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };
const FOLDERS = {
  "/pkg/": PACKAGE,
  "/faults/": new URL("../", import.meta.url),
  "/page/": new URL("./", import.meta.url),
};
const PAGE = `<!doctype html><title>faults</title><link rel="icon" href="data:,">
<script type="importmap">{ "imports": { "node:util": "/page/util-web.js" } }</script>
<script type="module" src="/page/client-web.js"></script>`;

/**
 * Serves the page that makes calls, and passes jobs to it and outcomes from it. The page asks for jobs once, and hears
 * of each as soon as there is one.
 * @param {(outcome: object) => void} onOutcome
 */
export async function openSite(onOutcome) {
  const listeners = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://site");
    if (pathname === "/") {
      response.setHeader("Content-Type", "text/html").end(PAGE);
    } else if (pathname === "/jobs") {
      response.writeHead(200, { "Content-Type": "text/event-stream" }).flushHeaders();
      listeners.push(response);
      server.emit("listener");
    } else if (pathname === "/outcome") {
      const outcome = JSON.parse(await text(request));
      response.writeHead(204).end();
      onOutcome(outcome);
    } else {
      await sendFile(pathname, response);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    /** Resolves once the page listens. */
    async ready(signal) {
      if (listeners.length === 0) {
        await once(server, "listener", { signal });
      }
    },
    give(job) {
      listeners[0].write(`data: ${JSON.stringify(job)}\n\n`);
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function sendFile(pathname, response) {
  const folder = Object.keys(FOLDERS).find((prefix) => pathname.startsWith(prefix));
  try {
    const content = await readFile(new URL(pathname.slice(folder.length), FOLDERS[folder]));
    response.writeHead(200, { "Content-Type": TYPES[extname(pathname)] ?? "application/octet-stream" }).end(content);
  } catch {
    response.writeHead(404).end();
  }
}
