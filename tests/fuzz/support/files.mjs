import { openAsBlob, rmSync, truncateSync, writeFileSync } from "node:fs";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "whatsmate-fuzz-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
let next = 0;

async function file(change) {
  next += 1;
  const path = join(folder, `${next}.bin`);
  writeFileSync(path, "x".repeat(1000));
  const made = await openAsBlob(path);
  change(path);
  return { made };
}

/** Blobs of files that are no longer what they were when they were opened. */
export const files = {
  unchanged: () => file(() => {}),
  deleted: () => file((path) => rmSync(path)),
  shorter: () => file((path) => truncateSync(path, 10)),
  longer: () => file((path) => writeFileSync(path, "y".repeat(2000))),
  empty: () => file((path) => truncateSync(path, 0)),
};
