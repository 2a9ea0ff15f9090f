import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Packs a package as it would be published.
 * @returns {Promise<{ file: string, files: string[] }>} the tarball, and what is in it
 */
export async function pack(path, folder) {
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder, path], { timeout: 60_000 });
  // A list, or with newer versions an object of packages.
  const [{ filename, files }] = Object.values(JSON.parse(stdout));
  return { file: join(folder, filename), files: files.map((each) => each.path) };
}
