import { pathToFileURL } from "node:url";
import { join, resolve } from "node:path";

// Variables of the machine that runs the tests must not decide a test.
for (const name of ["WHATSMATE_CLIENT_ID", "WHATSMATE_CLIENT_SECRET", "WHATSMATE_BASE_URL"]) delete process.env[name];

const folder = process.env.TEST_PACKAGE;

/** The built package, or the one in the folder that the variable TEST_PACKAGE names. */
export const whatsmate = await import(
  folder ? pathToFileURL(join(resolve(folder), "index.js")) : new URL("../../../pkg/index.js", import.meta.url)
);
