import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./run.mjs";
import { cacheFolder } from "./tools.mjs";

/** A command of Python's, which pip installs into the cache, once for each state of its list. */
export class PythonTool {
  /**
   * @param {string} name of the command
   * @param {URL} list what pip is to install, each in its version
   * @param {string} what and how long it takes, for the user
   */
  constructor(name, list, what) {
    this.folder = join(cacheFolder(), name);
    this.list = fileURLToPath(list);
    this.what = what;
    this.command = join(this.folder, "bin", name);
    this.stamp = join(this.folder, "installed");
  }

  /**
   * Installs it unless it is there in its version.
   * @param {NodeJS.ProcessEnv} env
   */
  async ensure(env) {
    const list = readFileSync(this.list, "utf8");
    if (existsSync(this.stamp) && readFileSync(this.stamp, "utf8") === list) return;
    console.log(`Installing ${this.what}, once`);
    rmSync(this.folder, { recursive: true, force: true });
    await run("python3", ["-m", "venv", this.folder], { env });
    const options = ["--quiet", "--disable-pip-version-check", "--requirement", this.list];
    await run(join(this.folder, "bin/pip"), ["install", ...options], { env });
    writeFileSync(this.stamp, list);
  }
}
