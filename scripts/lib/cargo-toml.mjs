import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Failure, root } from "./run.mjs";

/**
 * Reads a string from the workspace's Cargo.toml.
 * @param {string} section such as `workspace.package`
 * @param {string} key
 * @returns {string}
 */
export function cargoToml(section, key) {
  const lines = readFileSync(join(root, "Cargo.toml"), "utf8").split("\n");
  const start = lines.indexOf(`[${section}]`) + 1;
  const length = lines.slice(start).findIndex((line) => line.startsWith("["));
  const line = lines.slice(start, start + length).find((line) => line.startsWith(`${key} = "`));
  if (start === 0 || !line) {
    throw new Failure(`Cargo.toml has no line ${key} = "…" in [${section}].`);
  }
  return line.split('"')[1];
}
