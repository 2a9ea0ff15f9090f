import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";

/** Where the examples have their files. */
export const SITE = "https://files.example.com";

/**
 * Answers as that site would, if it had what is in a folder.
 * @param {string} folder
 * @param {string | URL} address
 */
export async function site(folder, address) {
  const { origin, pathname } = new URL(address);
  if (origin !== SITE) throw new TypeError(`no example may reach ${origin}`);
  const file = join(folder, basename(pathname));
  return existsSync(file) ? new Response(await readFile(file)) : new Response("", { status: 404 });
}
