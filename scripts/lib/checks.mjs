import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { cargoToml } from "./cargo-toml.mjs";
import { Failure, output, root } from "./run.mjs";

const read = (file) => readFileSync(join(root, file), "utf8");

/**
 * Lists the files that git tracks or would track.
 * @returns {string[]} paths from the root
 */
export function projectFiles() {
  const list = git("ls-files", "-z", "--cached", "--others", "--exclude-standard");
  return list.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
}

/** Throws if a file is there that no commit has. */
export function checkClean() {
  const changes = git("status", "--porcelain");
  if (changes !== "") {
    throw new Failure(`These changes are in no commit:\n${changes}`);
  }
}

function git(...args) {
  // The checkout may belong to another user, as it does in many containers.
  const answer = output("git", ["-c", "safe.directory=*", ...args]);
  if (answer === undefined) {
    throw new Failure("git cannot tell of the files here: is git installed, and is this a checkout?");
  }
  return answer;
}

/** Throws unless every place that states the version states the same one. */
export function checkVersions() {
  const versions = {
    "Cargo.toml": cargoToml("workspace.package", "version"),
    "pkg-template/package.json": JSON.parse(read("pkg-template/package.json")).version,
    "sandbox/pkg-template/package.json": JSON.parse(read("sandbox/pkg-template/package.json")).version,
    "examples/admin/package.json": JSON.parse(read("examples/admin/package.json")).dependencies.whatsmate.replace("^", ""),
    "CHANGELOG.md": read("CHANGELOG.md").match(/^## (\S+)/m)?.[1],
  };
  if (new Set(Object.values(versions)).size > 1) {
    const lines = Object.entries(versions).map(([file, version]) => `  ${file}: ${version}`);
    throw new Failure(["The versions differ:", ...lines].join("\n"));
  }
}

/** Whether CHANGELOG.md says on which day a version was released. */
export function hasReleaseDate(version) {
  return read("CHANGELOG.md").split("\n").some((line) => line.startsWith(`## ${version} - `) && /\d{4}-\d{2}-\d{2}$/.test(line));
}

/**
 * Throws if a file names a folder that only one machine has, or the lock file a registry.
 * @param {string[]} files
 */
export function checkPortable(files) {
  // Tests may name made-up homes, so only the real user's is refused.
  const machinePath = new RegExp(`(?<![\\w.~-])/(?:root|work|home/${basename(homedir())})/`);
  const problems = files.flatMap((file) => {
    const text = read(file);
    const forbidden = file.endsWith("package-lock.json") ? /"resolved": "https?:/ : machinePath;
    return text
      .split("\n")
      .flatMap((line, index) => (forbidden.test(line) ? `  ${file}:${index + 1}: ${line.trim().slice(0, 100)}` : []));
  });
  if (problems.length > 0) {
    throw new Failure(["These lines hold for one machine only:", ...problems].join("\n"));
  }
}
