import { cp, readFile, rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { root } from "./run.mjs";

/** The folders of the page by where the page looks for them. */
const FOLDERS = { "": "www", "pkg/": "pkg", "sandbox/": "sandbox/pkg", "samples/": "examples/media" };

/** What a host of files has to know: the type of each ending. */
export const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".jpg": "image/jpeg",
  ".pdf": "application/pdf",
  ".mp3": "audio/mpeg",
  ".opus": "audio/ogg",
};

const HEADERS = {
  // The page's own policy is in its head, as a host of files sends no headers; this is what has no effect there.
  "content-security-policy": "frame-ancestors 'none'",
  "permissions-policy": "microphone=(self), camera=(), geolocation=()",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-cache",
  // The page asks for this, and then knows that a sandbox has its address.
  "x-whatsmate-sandbox": "here",
};

/**
 * Serves the page: what `pages` of a sandbox's `listen` takes.
 *
 * @param {string} path as it came in a URL
 * @returns {Promise<Response | undefined>}
 */
export async function page(path) {
  const file = fileOf(path === "/" ? "/index.html" : path);
  const content = file && (await readFile(file).catch(() => undefined));
  return content && new Response(content, { headers: { ...HEADERS, "content-type": TYPES[extname(file)] } });
}

/** The file of a path, if it is of a kind that the page has, and inside its folder. */
function fileOf(path) {
  const named = path.slice(1);
  const prefix = Object.keys(FOLDERS).findLast((prefix) => named.startsWith(prefix));
  // No page needs an escape, and without them no path is two.
  if (!/^[\w./-]+$/.test(named) || named.includes("..") || !(extname(named) in TYPES)) {
    return undefined;
  }
  return join(root, FOLDERS[prefix], named.slice(prefix.length));
}

/**
 * Lays the page out, for a host of files.
 *
 * @param {string} folder is emptied before
 */
export async function layOut(folder) {
  await rm(folder, { recursive: true, force: true });
  // No page takes CommonJS; what has no ending is a folder or a licence.
  const isServed = (path) => basename(path) !== "cjs" && (extname(path) === "" || extname(path) in TYPES);
  for (const [prefix, from] of Object.entries(FOLDERS)) {
    await cp(join(root, from), join(folder, prefix), { recursive: true, filter: isServed });
  }
}
