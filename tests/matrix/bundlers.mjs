// The bundlers: how each makes of the project's index.html or main.js a folder `dist`, with no setting for this package.
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { Installed } from "../../scripts/lib/installed.mjs";

export const bundlers = new Installed("matrix", import.meta.url, "bundlers and checks of packages with npm: about 20 seconds");

const run = promisify(execFile);
const load = (file) => import(pathToFileURL(bundlers.file(file)).href);
const main = (project) => join(project, "main.js");
const dist = (project) => join(project, "dist");

/** A page for those who make a script only. */
const page = (project) => writeFile(join(dist(project), "index.html"), '<!doctype html><title>page</title><script type="module" src="./main.js"></script>');

/** Runs webpack or one of its kin. */
function pack(bundler, project) {
  const config = { mode: "production", context: project, entry: "./main.js", output: { path: dist(project), filename: "main.js" } };
  return new Promise((resolve, reject) => {
    bundler(config, (error, stats) => {
      const problem = error ?? (stats.hasErrors() || stats.hasWarnings() ? new Error(stats.toString()) : undefined);
      if (problem) reject(problem);
      else resolve();
    });
  });
}

/** @type {{ name: string, package: string, build: (project: string) => Promise<void> }[]} */
export const BUNDLERS = [
  {
    name: "esbuild",
    package: "esbuild",
    async build(project) {
      const { build } = await import("esbuild");
      const result = await build({ entryPoints: [main(project)], outdir: dist(project), bundle: true, minify: true, format: "esm", logLevel: "silent" });
      if (result.warnings.length > 0) throw new Error(result.warnings.map(({ text }) => text).join("\n"));
      await page(project);
    },
  },
  {
    name: "Rollup",
    package: "rollup",
    async build(project) {
      const { rollup } = await load("rollup/dist/es/rollup.js");
      const { nodeResolve } = await load("@rollup/plugin-node-resolve/dist/es/index.js");
      const warn = (warning) => { throw new Error(warning.message); };
      const bundle = await rollup({ input: main(project), plugins: [nodeResolve({ browser: true })], onwarn: warn });
      await bundle.write({ dir: dist(project), format: "es" });
      await page(project);
    },
  },
  {
    name: "Vite, build",
    package: "vite",
    async build(project) {
      const { build } = await load("vite/dist/node/index.js");
      await build({ root: project, configFile: false, logLevel: "silent", build: { outDir: dist(project) } });
    },
  },
  {
    name: "webpack",
    package: "webpack",
    async build(project) {
      await pack((await load("webpack/lib/index.js")).default, project);
      await page(project);
    },
  },
  {
    name: "Rspack",
    package: "@rspack/core",
    async build(project) {
      await pack((await load("@rspack/core/dist/index.js")).rspack, project);
      await page(project);
    },
  },
  {
    name: "Parcel",
    package: "parcel",
    async build(project) {
      const args = ["build", "index.html", "--no-cache", "--dist-dir", dist(project), "--log-level", "warn"];
      await run(bundlers.file(".bin/parcel"), args, { cwd: project, timeout: 60_000 });
    },
  },
];

/** Serves the project with Vite's server for developers, which gives what it does not have to `api`. */
export async function viteServer(project, api) {
  const { createServer } = await load("vite/dist/node/index.js");
  const server = await createServer({
    root: project,
    configFile: false,
    logLevel: "silent",
    server: { host: "127.0.0.1", port: 0, proxy: { "/v3": api } },
  });
  await server.listen();
  return { url: server.resolvedUrls.local[0], close: () => server.close() };
}
