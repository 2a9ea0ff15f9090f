// `npm run release`: builds, checks and packs both packages, and publishes them, which only CI may.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { cargoToml } from "./lib/cargo-toml.mjs";
import { checkClean, checkVersions, hasReleaseDate } from "./lib/checks.mjs";
import { PACKAGES, pack, strays } from "./lib/packages.mjs";
import { installLatest, published } from "./lib/registry.mjs";
import { Failure, report, root, run } from "./lib/run.mjs";
import { isOverBudget, kB, measure, sizeTable } from "./lib/sizes.mjs";

const { ACTIONS_ID_TOKEN_REQUEST_URL, GITHUB_REF_NAME, GITHUB_REPOSITORY, GITHUB_SERVER_URL } = process.env;

async function release(isDry) {
  checkClean();
  checkVersions();
  const version = cargoToml("workspace.package", "version");
  const onNpm = await published();
  const lacking = beforeBuild(version, onNpm);
  if (!isDry) refuse(lacking);

  await build();
  if (GITHUB_REPOSITORY) await stateRepository(`git+${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}.git`);
  const tarballs = [];
  for (const path of Object.values(PACKAGES)) tarballs.push(await packChecked(path));
  const sizes = await measure();
  await showSizes(sizes, onNpm);
  lacking.push(...sizes.filter(isOverBudget).map(({ name }) => `${name} is over its budget`));

  const commands = tarballs.map((file) => ["publish", `./${basename(file)}`, "--provenance", "--access", "public"]);
  console.log("\nCI publishes with");
  for (const args of commands) console.log(`  npm ${args.join(" ")}`);
  if (isDry) {
    console.log(lacking.length > 0 ? `\n${wanting(lacking)}` : "\nNothing is in the way of a release.");
    return;
  }
  refuse(lacking);
  for (const args of commands) await run("npm", args);
}

/** What is in the way of a release, as far as it is known without a build. */
function beforeBuild(version, onNpm) {
  const lacking = [];
  if (!hasReleaseDate(version)) lacking.push(`CHANGELOG.md has no date for ${version}`);
  if (!ACTIONS_ID_TOKEN_REQUEST_URL) {
    lacking.push("npm's provenance needs GitHub's OIDC token, which only .github/workflows/release.yml has (ACTIONS_ID_TOKEN_REQUEST_URL)");
  } else if (GITHUB_REF_NAME !== `v${version}`) {
    lacking.push(`the tag is ${GITHUB_REF_NAME}, and not v${version}`);
  }
  if (onNpm.problem) lacking.push(onNpm.problem);
  for (const [name, versions] of Object.entries(onNpm.versions)) {
    if (versions.includes(version)) lacking.push(`${name} ${version} is published already`);
  }
  return lacking;
}

function refuse(lacking) {
  if (lacking.length > 0) throw new Failure(wanting(lacking));
}

function wanting(lacking) {
  return ["In the way of a release:", ...lacking.map((each) => `  - ${each}`)].join("\n");
}

/** npm takes a provenance only for the repository that the package itself names, and a fork publishes as itself. */
async function stateRepository(url) {
  for (const path of Object.values(PACKAGES)) {
    const file = join(path, "package.json");
    const stated = { ...JSON.parse(await readFile(file, "utf8")), repository: { type: "git", url } };
    await writeFile(file, `${JSON.stringify(stated, null, 2)}\n`);
  }
}

async function packChecked(path) {
  const { file, size, files } = await pack(path, root);
  console.log(`\n${basename(file)}`);
  for (const each of files) console.log(`${kB(each.size).padStart(10)} kB  ${each.path}`);
  const unpacked = files.reduce((sum, each) => sum + each.size, 0);
  console.log(`${kB(unpacked).padStart(10)} kB  in ${files.length} files, ${kB(size)} kB packed`);
  const odd = strays(files);
  if (odd.length > 0) throw new Failure(`Nobody needs these files in ${basename(file)}: ${odd.join(", ")}`);
  return file;
}

/** The sizes, compared with those of the last release where there is one. */
async function showSizes(sizes, { versions, problem }) {
  const isReleased = Object.values(versions).every(({ length }) => length > 0);
  if (problem || !isReleased) {
    console.log(`\n${sizeTable(sizes)}\n\nCompared with nothing: ${problem ?? "no release yet"}`);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-latest-"));
  try {
    const earlier = await measure(await installLatest(folder));
    console.log(`\n${sizeTable(sizes, earlier)}\n\nIn brackets: the change against the last release`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

try {
  const { values } = parseArgs({ options: { "dry-run": { type: "boolean", default: false } } });
  await release(values["dry-run"]);
} catch (error) {
  report(error);
}
