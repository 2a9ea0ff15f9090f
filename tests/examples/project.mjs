// A project of somebody who has the packages, with the examples in it.
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { root } from "../../scripts/lib/run.mjs";

const exec = promisify(execFile);
const PACKAGES = { whatsmate: "pkg", "whatsmate-sandbox": "sandbox/pkg", "@types": "node_modules/@types" };

const SETTINGS = {
  strict: true,
  allowJs: true,
  checkJs: true,
  target: "es2022",
  module: "nodenext",
  outDir: "made",
  inlineSourceMap: true,
};
/** What there is beside the language itself. */
const PLACES = {
  node: { lib: ["es2022"], types: ["node"] },
  page: { lib: ["es2022", "dom"], types: [] },
};
export const placeOf = ({ word }) => (word === "page" ? "page" : "node");

const fileOf = ({ document, line, language }) => `${document.replaceAll("/", "-")}-${line}.m${language}`;

/** Lays out a folder with the packages, the files that examples send, and the examples. */
export async function makeProject(examples) {
  const folder = await mkdtemp(join(tmpdir(), "whatsmate-examples-"));
  await cp(join(root, "examples/media"), folder, { recursive: true });
  await cp(join(folder, "report.pdf"), join(folder, "book.pdf"));
  await mkdir(join(folder, "node_modules"));
  for (const [name, path] of Object.entries(PACKAGES)) await symlink(join(root, path), join(folder, "node_modules", name));
  for (const [place, has] of Object.entries(PLACES)) {
    await mkdir(join(folder, place));
    await writeFile(join(folder, place, "tsconfig.json"), JSON.stringify({ compilerOptions: { ...SETTINGS, ...has } }));
  }
  for (const example of examples) await writeFile(join(folder, placeOf(example), fileOf(example)), example.code);
  await give(join(folder, "node"), examples.filter(({ word }) => word === "given"));
  return folder;
}

/** Makes global what some examples declare. */
async function give(folder, examples) {
  const code = examples.map(({ code }) => code).join("\n");
  const declared = /^const (\w+)|^import \{ (.*) \}/gm;
  const names = Array.from(code.matchAll(declared), ([, name, imported]) => name ?? imported).join(", ");
  await writeFile(join(folder, "given.mjs"), `${code}\nexport { ${names} };\nObject.assign(globalThis, { ${names} });\n`);
  const types = names.split(", ").map((name) => `  const ${name}: typeof given.${name};\n`);
  const globals = `import * as given from "./given.mjs";\ndeclare global {\n${types.join("")}}\n`;
  await writeFile(join(folder, "globals.d.mts"), globals);
}

/**
 * Checks the types of the examples, and makes of them what Node can run.
 * @returns {Promise<(example: object) => string>} gives what is wrong with an example
 */
export async function compile(folder, examples) {
  const faults = [];
  for (const place of Object.keys(PLACES)) {
    const args = [join(root, "node_modules/typescript/bin/tsc"), "--pretty", "false", "-p", "."];
    const { stdout } = await exec(process.execPath, args, { cwd: join(folder, place) }).catch((failed) => {
      if (!failed.stdout) throw failed;
      return failed;
    });
    faults.push(...stdout.split(/^(?=\S)/m).filter(Boolean));
  }
  const isOf = (fault, example) => fault.startsWith(`${fileOf(example)}(`);
  const others = faults.filter((fault) => !examples.some((example) => isOf(fault, example)));
  if (others.length > 0) throw new Error(`beside the examples:\n${others.join("")}`);
  return (example) => faults.filter((fault) => isOf(fault, example)).join("");
}

/** Runs an example in a process of its own, which may call nobody but the sandbox. */
export async function run(folder, example, url) {
  const made = (file) => join(folder, "node/made", file);
  const preloaded = [fileURLToPath(new URL("addresses.mjs", import.meta.url))];
  // One that imports the package is whole, and an instance that is there already would be shared.
  if (!/from "whatsmate/.test(example.code)) preloaded.push(made("given.mjs"));
  const imports = preloaded.flatMap((file) => ["--import", pathToFileURL(file).href]);
  await exec(process.execPath, ["--enable-source-maps", ...imports, made(fileOf(example).replace(/\.mts$/, ".mjs"))], {
    cwd: folder,
    env: { WHATSMATE_BASE_URL: url, WHATSMATE_CLIENT_ID: "you@example.com", WHATSMATE_CLIENT_SECRET: "sandbox-secret" },
    timeout: 60_000,
  }).catch((failed) => {
    throw new Error(failed.killed ? "it does not end" : failed.stderr);
  });
}
