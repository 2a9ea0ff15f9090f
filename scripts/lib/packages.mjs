import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./run.mjs";

const exec = promisify(execFile);

/** The packages, and the folders in which the build lays them out. */
export const PACKAGES = { whatsmate: join(root, "pkg"), "whatsmate-sandbox": join(root, "sandbox/pkg") };

const NEEDED = /^(README\.md|LICENSE-(MIT|APACHE)|THIRD-PARTY\.txt|(cjs\/)?([\w-]+\.(js|d\.ts)|package\.json)|\w+\.wasm)$/;

/**
 * Packs a package as it would be published.
 * @param {string} path the package's folder
 * @param {string} folder where the tarball goes
 * @returns {Promise<{ file: string, size: number, files: { path: string, size: number }[] }>} the tarball, and what is in it
 */
export async function pack(path, folder) {
  const { stdout } = await exec("npm", ["pack", "--json", "--pack-destination", folder, path], { timeout: 60_000 });
  // A list, or with newer versions an object of packages.
  const [{ filename, size, files }] = Object.values(JSON.parse(stdout));
  return { file: join(folder, filename), size, files };
}

/** The packed files that nobody needs who uses the package, such as a test or what a tool left behind. */
export function strays(files) {
  return files.map(({ path }) => path).filter((path) => !NEEDED.test(path));
}
