// `npm run site`: lays the page and both built packages out in target/site/, for any host of files.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PACKAGES } from "./lib/packages.mjs";
import { Failure, report, targetFolder } from "./lib/run.mjs";
import { layOut } from "./lib/site.mjs";

async function site() {
  if (!Object.values(PACKAGES).every(existsSync)) {
    throw new Failure("There is nothing to lay out yet: run `npm run build` first.");
  }
  const folder = join(targetFolder(process.env), "site");
  await layOut(folder);
  console.log(`Put ${folder} on any host of files: the page there has its sandbox inside.`);
}

await site().catch(report);
