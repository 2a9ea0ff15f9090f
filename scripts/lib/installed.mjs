import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, run } from "./run.mjs";
import { cacheFolder } from "./tools.mjs";

const LISTS = ["package.json", "package-lock.json"];

/**
 * Packages that npm installs into the cache, once for each state of their list: beside the project's own tools they would
 * bring hundreds more to everybody who builds.
 */
export class Installed {
  /**
   * @param {string} name of the folder in the cache
   * @param {string} list a file beside `package.json` and `package-lock.json`, as `import.meta.url` gives it
   * @param {string} what and how long it takes, for the user
   */
  constructor(name, list, what) {
    this.folder = join(cacheFolder(), name);
    this.what = what;
    this.lists = Object.fromEntries(LISTS.map((file) => [file, readFileSync(fileURLToPath(new URL(file, list)), "utf8")]));
    this.stamp = join(this.folder, "installed");
  }

  get isThere() {
    return existsSync(this.stamp) && readFileSync(this.stamp, "utf8") === Object.values(this.lists).join("");
  }

  /**
   * Installs what is not there in its version.
   * @param {NodeJS.ProcessEnv} env
   * @param {() => void} [check] throws if it is not what was wanted
   */
  async ensure(env, check) {
    if (this.isThere) return;
    console.log(`Installing ${this.what}, once`);
    rmSync(this.stamp, { force: true });
    mkdirSync(this.folder, { recursive: true });
    for (const [file, content] of Object.entries(this.lists)) writeFileSync(join(this.folder, file), content);
    // Not `npm ci`: that asks for the optional packages of platforms other than this one, which not every registry has.
    const options = ["--include=dev", "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund"];
    await run("npm", ["install", "--prefix", this.folder, ...options], { env });
    check?.();
    writeFileSync(this.stamp, Object.values(this.lists).join(""));
  }

  /**
   * A file of an installed package.
   * @param {string} path below node_modules
   */
  file(path) {
    const file = join(this.folder, "node_modules", path);
    if (!existsSync(file)) throw new Failure(`${path} is not installed: run "npm run setup -- --tests"`);
    return file;
  }

  /** The version of an installed package. That of Node 20.0.0 calls itself v20.0.0. */
  version(name) {
    return JSON.parse(readFileSync(this.file(`${name}/package.json`), "utf8")).version.replace(/^v/, "");
  }
}
