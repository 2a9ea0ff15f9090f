import { createRequire } from "node:module";

/** The CommonJS copy of the package, beside the ESM one of client.mjs. */
export const cjs = createRequire(import.meta.url)("../../pkg/cjs/index.js");
