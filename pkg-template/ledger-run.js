// One run at a time may have a ledger: two would send everything twice.
import { builtin, detect } from "./host.js";

/**
 * Who runs: runtime, computer, process, and when the process was started, where that is told: a container gives the same
 * number to its process at each start.
 */
export async function whoRuns() {
  const host = detect();
  const { pid } = globalThis.process ?? (await builtin("node:process"));
  if (host === "deno") return [host, "", pid, ""];
  const { hostname } = await builtin("node:os");
  return [host, hostname(), pid, await startOf(pid)];
}

/**
 * Whether a run may still be at work. What can not be known counts as that.
 *
 * @param {unknown[]} other as `whoRuns` told it
 * @param {unknown[]} own
 */
export async function mayRun([host, name, pid, start], [ownHost, ownName]) {
  // Deno does not say which processes there are, and has locks, see `holdFile`.
  if (ownHost === "deno") return host !== "deno";
  if (name !== ownName) return true;
  try {
    globalThis.process.kill(pid, 0);
  } catch (thrown) {
    return thrown.code !== "ESRCH";
  }
  return (await startOf(pid)) === start;
}

/**
 * Keeps a file from other processes of Deno, and gives a function that lets it go; `undefined` if another one has it. An old
 * Deno waits until that one has ended.
 */
export async function holdFile(path) {
  if (detect() !== "deno") return () => {};
  const file = await globalThis.Deno.open(path, { create: true, append: true });
  const isOurs = file.tryLock ? await file.tryLock(true) : await file.lock(true).then(() => true);
  if (isOurs) return () => file.close();
  file.close();
  return undefined;
}

async function startOf(pid) {
  try {
    const { readFileSync } = await builtin("node:fs");
    return readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1).split(" ")[19];
  } catch {
    return "";
  }
}
