import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Installed } from "../lib/installed.mjs";
import { Failure, root, targetFolder } from "../lib/run.mjs";

/** Not among the project's own packages: TypeDoc takes no TypeScript as new as theirs. */
export const typedocPackages = new Installed("typedoc", import.meta.url, "TypeDoc with npm: about 5 seconds");

/** What has to have a comment: everything but parameters, whose types have it. */
const KINDS = ["Module", "Variable", "Function", "Class", "Interface", "Constructor", "Property", "Accessor", "Method", "TypeAlias"];

const types = (file) => join(root, "pkg-template", file);

/**
 * Makes the documentation of the package's types. A warning is an error: something public without a word about it, a link
 * that leads nowhere, a type that is used and not there.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} its first page
 */
export async function typedoc(env) {
  await typedocPackages.ensure(env);
  const { Application, ReflectionKind } = await import(pathToFileURL(typedocPackages.file("typedoc/dist/index.js")).href);
  const out = join(targetFolder(env), "typedoc");
  const app = await Application.bootstrap({
    name: "whatsmate",
    entryPoints: [types("index.d.ts"), types("slim.d.ts"), types("relay.d.ts"), types("relay-node.d.ts"), types("webhook.d.ts"), types("ledger.d.ts")],
    tsconfig: fileURLToPath(new URL("tsconfig.json", import.meta.url)),
    readme: types("README.md"),
    out,
    // What comes from Error, and what only the package itself calls.
    excludeExternals: true,
    excludePrivate: true,
    excludeProtected: true,
    // Links to lines of a repository would differ from machine to machine.
    disableSources: true,
    // Nobody names them: parts of unions that have a name, and a type of the host's.
    intentionallyNotExported: ["Shape", "Listed", "Request"],
    requiredToBeDocumented: KINDS,
    validation: { notExported: true, invalidLink: true, invalidPath: true, rewrittenLink: true, notDocumented: true },
  });
  const project = await app.convert();
  if (project) {
    app.validate(project);
    warnOfNoExample(project, ReflectionKind, app.logger);
    await app.generateOutputs(project);
  }
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Failure("TypeDoc is not content: see above.");
  return join(out, "index.html");
}

/** Classes, their methods and functions are what people call. */
function warnOfNoExample(project, { Class, Function, Method }, logger) {
  for (const reflection of project.getReflectionsByKind(Class | Function | Method)) {
    // An interface is what callers bring.
    if (reflection.kindOf(Method) && !reflection.parent.kindOf(Class)) continue;
    const comments = [reflection, ...(reflection.signatures ?? [])].flatMap(({ comment }) => comment ?? []);
    if (!comments.some((comment) => comment.getTag("@example"))) {
      logger.warn(`${reflection.getFullName()} has no @example`);
    }
  }
}
