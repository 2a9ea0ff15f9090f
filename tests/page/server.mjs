import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

import { root } from "../../scripts/lib/run.mjs";

const types = { ".js": "text/javascript", ".wasm": "application/wasm" };

/**
 * Serves the built package and an empty page at `/`.
 * @param {string} [policy] the page's Content-Security-Policy
 */
export async function servePage(policy) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://page");
    if (pathname === "/") {
      response.writeHead(200, { "content-type": "text/html", ...(policy && { "content-security-policy": policy }) });
      // Whoever cannot import the module shows that, too.
      return response.end('<!doctype html><title>page</title><script type="module" src="/page.js"></script>');
    }
    if (pathname === "/page.js") {
      response.writeHead(200, { "content-type": "text/javascript" });
      return response.end('import * as whatsmate from "/pkg/index.js"; globalThis.whatsmate = whatsmate;');
    }
    try {
      const content = await readFile(join(root, normalize(pathname)));
      response.writeHead(200, { "content-type": types[extname(pathname)] ?? "application/octet-stream" });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
