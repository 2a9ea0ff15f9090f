import { join } from "node:path";
import { run, targetFolder } from "./run.mjs";

// The crates are not published, so their documentation is for those who work on them.
const DOC = ["doc", "--no-deps", "--workspace", "--document-private-items"];

/**
 * Makes the documentation of the Rust code. A warning is an error.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [target] by default this machine
 * @returns {Promise<string>} its first page
 */
export async function rustdoc(env, target) {
  const flags = "-D warnings -A rustdoc::private_intra_doc_links";
  await run("cargo", target ? [...DOC, "--target", target] : DOC, { env: { ...env, RUSTDOCFLAGS: flags } });
  return join(targetFolder(env), target ?? "", "doc/whatsmate/index.html");
}
