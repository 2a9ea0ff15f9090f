import { report } from "./lib/run.mjs";
import { rustdoc } from "./lib/rustdoc.mjs";
import { setupBuild } from "./setup.mjs";
import { typedoc } from "./typedoc/typedoc.mjs";

/** Makes the documentation of the Rust code and of the package's types, and says where it is. */
async function docs() {
  const env = await setupBuild();
  // For wasm alone: the other target has no module more.
  const rust = await rustdoc(env, "wasm32-unknown-unknown");
  const types = await typedoc(env);
  console.log(`\nThe package's types: ${types}\nThe Rust code:       ${rust}`);
}

await docs().catch(report);
