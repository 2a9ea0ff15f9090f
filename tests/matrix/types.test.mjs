// The packed package's types, by each kind of resolution and from the oldest TypeScript to the newest.
import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bundlers } from "./bundlers.mjs";
import { makeProject } from "./rows.mjs";

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
let folder;
let project;

before(async () => {
  await bundlers.ensure(process.env);
  folder = await mkdtemp(join(tmpdir(), "whatsmate-types-"));
  project = await makeProject(folder);
  await symlink(here("../../node_modules/@types"), join(project, "node_modules/@types"));
  await cp(here("../types"), join(project, "types"), { recursive: true });
  await writeFile(join(project, "types/required.cts"), 'import whatsmate = require("whatsmate");\nnew whatsmate.WhatsMate();\n');
});

after(() => rm(folder, { recursive: true, force: true }));

const COMPILERS = {
  "TypeScript 5": () => bundlers.file("typescript5/bin/tsc"),
  "TypeScript 7": () => here("../../node_modules/typescript/bin/tsc"),
};
const RESOLUTIONS = {
  node16: { module: "node16", moduleResolution: "node16" },
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  bundler: { module: "preserve", moduleResolution: "bundler" },
};

for (const [compiler, tsc] of Object.entries(COMPILERS)) {
  for (const [name, resolution] of Object.entries(RESOLUTIONS)) {
    test(`${compiler}, ${name}`, async () => {
      const config = {
        extends: "./types/tsconfig.json",
        // The package is found as npm installed it.
        compilerOptions: { ...resolution, paths: {}, types: ["node"] },
        include: ["types/*.ts", "types/*.cts"],
      };
      await writeFile(join(project, "tsconfig.json"), JSON.stringify(config));
      // What it finds is in the output of a run that fails.
      await run(process.execPath, [tsc(), "-p", project], { timeout: 120_000 }).catch((failed) => {
        throw new Error(failed.stdout || failed.message);
      });
    });
  }
}
