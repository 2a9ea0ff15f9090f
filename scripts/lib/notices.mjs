import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Failure, output } from "./run.mjs";

/** A file that holds a licence, or of a crate that offers several the one that is taken: MIT, where it is among them. */
const IS_LICENSE = /^(licen[sc]e|copying|notice)/i;
const ELSEWHERE = /apache|zlib|0bsd|unlicense/i;

/**
 * What the licences of others ask to be said where their code is: the crates that are compiled into a package's wasm, and
 * the texts of their licences.
 * @param {string} crate
 * @param {string} target
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
export function notices(crate, target, env) {
  const told = output("cargo", ["metadata", "--format-version", "1", "--filter-platform", target], env);
  if (!told) throw new Failure("cargo can not tell which crates there are");
  const { packages, resolve } = JSON.parse(told);
  const byText = new Map();
  for (const one of compiled(crate, packages, resolve.nodes)) {
    const text = texts(dirname(one.manifest_path)) || `${one.license}, by ${one.authors.join(", ") || one.repository}`;
    byText.set(text, [...(byText.get(text) ?? []), `${one.name} ${one.version} (${one.license})`]);
  }
  const parts = Array.from(byText, ([text, names]) => `${names.sort().join("\n")}\n\n${text}\n`);
  return `The wasm of this package has code of these crates in it.\n\n${parts.sort().join(`\n${"-".repeat(80)}\n\n`)}`;
}

/** The crates that a crate is compiled with, without those that only write code for the compiler. */
function compiled(crate, packages, nodes) {
  const isMacro = ({ targets }) => targets.some(({ kind }) => kind.includes("proc-macro"));
  const byId = new Map(packages.map((one) => [one.id, one]));
  const depsOf = new Map(nodes.map(({ id, deps }) => [id, deps.filter(({ dep_kinds: kinds }) => kinds.some(({ kind }) => kind === null))]));
  const found = new Set();
  const visit = (id) => {
    for (const { pkg } of depsOf.get(id)) {
      if (found.has(pkg) || isMacro(byId.get(pkg))) continue;
      found.add(pkg);
      visit(pkg);
    }
  };
  visit(packages.find(({ name, source }) => name === crate && source === null).id);
  return Array.from(found, (id) => byId.get(id));
}

/** The licences in a crate's folder, and those of what it has from elsewhere again, such as fonts. */
function texts(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && IS_LICENSE.test(file.name))
    .map((file) => relative(folder, join(file.parentPath ?? file.path, file.name)));
  const taken = files.filter((file) => !ELSEWHERE.test(file));
  return (taken.length > 0 ? taken : files).sort().map((file) => readFileSync(join(folder, file), "utf8").trim()).join("\n\n");
}
