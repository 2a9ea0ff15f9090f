import { Installed } from "../../../scripts/lib/installed.mjs";

const runners = new Installed("runners", import.meta.url, "Jest and Vitest with npm: about 20 seconds");

/**
 * Installs Jest and Vitest into the cache unless they are there in their versions.
 * @param {NodeJS.ProcessEnv} [env]
 */
export const ensureRunners = (env = process.env) => runners.ensure(env);

/**
 * A file of an installed package.
 * @param {string} path below node_modules
 */
export const installedFile = (path) => runners.file(path);
