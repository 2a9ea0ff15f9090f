// One process at a time: a file that names the one.
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";

/**
 * Locks a file against other processes, by a file of its own beside it, which may be left from a process that was killed.
 *
 * @param {string} file
 * @returns {() => void} Gives the lock back.
 * @throws {Error} When a process that runs has it.
 */
export function lock(file) {
  const path = `${file}.lock`;
  if (!acquire(path)) {
    throw new Error(`is in use${by(path)}; if that is no sandbox, remove ${path}`);
  }
  return () => rmSync(path, { force: true });
}

function acquire(path) {
  return create(path) || (!isHeld(path) && takeOver(path));
}

/** Those who find a lock that was left take it away one at a time, by a lock that may be left, too. */
function takeOver(path) {
  const turn = `${path}.left`;
  if (!acquire(turn)) {
    return false;
  }
  try {
    // Another one may have done all this meanwhile.
    if (isHeld(path)) {
      return false;
    }
    rmSync(path, { force: true });
    return create(path);
  } finally {
    rmSync(turn, { force: true });
  }
}

/** With its content at once: whoever is killed meanwhile leaves no lock that names nobody. */
function create(path) {
  const draft = `${path}.${process.pid}`;
  rmSync(draft, { force: true });
  writeFileSync(draft, own(), { flag: "wx" });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") {
      return false;
    }
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function own() {
  return `${process.pid} ${startOf(process.pid)}`;
}

function read(path) {
  try {
    return readFileSync(path, "utf8").split(" ");
  } catch (error) {
    if (error.code === "ENOENT") {
      return [];
    }
    throw error;
  }
}

function by(path) {
  const [pid] = read(path);
  return pid ? ` by process ${pid}` : "";
}

function isHeld(path) {
  const [pid, start] = read(path);
  return pid !== undefined && isRunning(Number(pid), start);
}

function isRunning(pid, start) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code !== "ESRCH";
  }
  return startOf(pid) === start;
}

/** When a process started, where Linux says it: a container gives the same number to its process at each start. */
function startOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1).split(" ")[19];
  } catch {
    return "";
  }
}
