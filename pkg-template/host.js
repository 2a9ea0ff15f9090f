// What runs us, as far as it makes a difference.
import { peek } from "./outside.js";

const has = (name) => peek(globalThis, name) !== undefined;

/**
 * The runtime:
 *
 * - `deno` sends a request again by itself when a connection drops, unless its body is a Blob or a stream;
 * - `bun` sends a GET again by itself when a kept connection drops; `old bun`, before 1.4, a POST, too, and it tells no
 *   length of a stream;
 * - `workerd` refuses `cache: "no-store"` by its compatibility date, and `old workerd` makes no streams, likewise;
 * - `page`, or a worker of one: whoever looks at it can read a secret;
 * - `node` itself, not what gives itself out for it;
 * - `server`, everything else.
 */
export function detect() {
  if (has("Deno")) return "deno";
  if (has("Bun")) return isOldBun() ? "old bun" : "bun";
  if (peek(peek(globalThis, "navigator"), "userAgent") === "Cloudflare-Workers") return hasStreams() ? "workerd" : "old workerd";
  if (has("document") || has("WorkerGlobalScope")) return "page";
  return typeof peek(peek(peek(globalThis, "process"), "versions"), "node") === "string" ? "node" : "server";
}

function isOldBun() {
  const [major, minor] = String(peek(globalThis.Bun, "version")).split(".").map(Number);
  return major < 1 || (major === 1 && minor < 4);
}

function hasStreams() {
  try {
    return [new ReadableStream(), new globalThis.FixedLengthStream(1)].length > 0;
  } catch {
    return false;
  }
}

/** A variable of the environment, where there is one that may be read without a question to the user. */
export function variable(host, name) {
  if (host === "page") return undefined;
  const value = host === "deno" ? denoVariable(name) : peek(peek(peek(globalThis, "process"), "env"), name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function denoVariable(name) {
  try {
    const { env, permissions } = globalThis.Deno;
    return permissions.querySync({ name: "env", variable: name }).state === "granted" ? env.get(name) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * One of the runtime's own modules. Not imported in sight: bundlers for pages would stumble over it. Deno 2.0 and Bun 1.2
 * have no other way, so there the import is made where none of them looks.
 */
export function builtin(name) {
  const { process } = globalThis;
  return process?.getBuiltinModule ? process.getBuiltinModule(name) : new Function("name", "return import(name)")(name);
}

/** What a relative address is relative to: a page's or worker's own. */
export const baseAddress = () => peek(peek(globalThis, "document"), "baseURI") ?? peek(peek(globalThis, "location"), "href");

/** A text that nobody else has. */
export function randomId() {
  try {
    const id = crypto.randomUUID();
    if (typeof id === "string") return id;
  } catch {
    // Missing in pages that came over plain http.
  }
  // Chance alone is enough, since nothing secret hangs on it.
  return Array.from({ length: 4 }, () => Math.random().toString(16).slice(2, 10).padStart(8, "0")).join("");
}
