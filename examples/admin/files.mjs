// What a browser is given: the page, and the scripts of the package that it imports.
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { extname } from "node:path";

const FOLDERS = {
  "/": new URL("page/", import.meta.url),
  "/node_modules/whatsmate/": new URL(".", import.meta.resolve("whatsmate")),
};

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
};

/** Reads them all, once: what is not among them has no path that could lead to it. */
export async function openFiles() {
  const files = new Map();
  for (const [prefix, folder] of Object.entries(FOLDERS)) {
    for (const name of await readdir(folder)) {
      const type = TYPES[extname(name)];
      if (type) files.set(prefix + name, { type, content: await readFile(new URL(name, folder)) });
    }
  }
  const index = files.get("/index.html");
  files.set("/", index);
  const headers = {
    "content-security-policy": policy(String(index.content)),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
  };

  return (path, { method }, response) => {
    const file = method === "GET" ? files.get(path) : undefined;
    if (file) response.writeHead(200, { ...headers, "content-type": file.type }).end(file.content);
    else response.writeHead(404, headers).end();
  };
}

/** Nothing but files of this server, and of what stands in the page itself only the import map, which can not be a file. */
function policy(html) {
  const [, map] = /<script type="importmap">([^]*?)<\/script>/.exec(html);
  const hash = createHash("sha256").update(map).digest("base64");
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}'`,
    "style-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
