import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { cargoToml } from "./cargo-toml.mjs";
import { Failure, output, root } from "./run.mjs";

/**
 * Lists the files that git tracks or would track.
 * @returns {string[]} paths from the root
 */
export function projectFiles() {
  // The checkout may belong to another user, as it does in many containers.
  const args = ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const list = output("git", args);
  if (list === undefined) {
    throw new Failure("git cannot list the files here: is git installed, and is this a checkout?");
  }
  return list.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
}

/** Throws unless every place that states the version states the same one. */
export function checkVersions() {
  const read = (file) => readFileSync(join(root, file), "utf8");
  const versions = {
    "Cargo.toml": cargoToml("workspace.package", "version"),
    "pkg-template/package.json": JSON.parse(read("pkg-template/package.json")).version,
    "sandbox/pkg-template/package.json": JSON.parse(read("sandbox/pkg-template/package.json")).version,
    "CHANGELOG.md": read("CHANGELOG.md").match(/^## (\S+)/m)?.[1],
  };
  if (new Set(Object.values(versions)).size > 1) {
    const lines = Object.entries(versions).map(([file, version]) => `  ${file}: ${version}`);
    throw new Failure(["The versions differ:", ...lines].join("\n"));
  }
}

/**
 * Throws if a file names a folder that only one machine has, or the lock file a registry.
 * @param {string[]} files
 */
export function checkPortable(files) {
  // Tests may name made-up homes, so only the real user's is refused.
  const machinePath = new RegExp(`(?<![\\w.~-])/(?:root|work|home/${basename(homedir())})/`);
  const problems = files.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    const forbidden = file.endsWith("package-lock.json") ? /"resolved": "https?:/ : machinePath;
    return text
      .split("\n")
      .flatMap((line, index) => (forbidden.test(line) ? `  ${file}:${index + 1}: ${line.trim().slice(0, 100)}` : []));
  });
  if (problems.length > 0) {
    throw new Failure(["These lines hold for one machine only:", ...problems].join("\n"));
  }
}
