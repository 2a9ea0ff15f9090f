import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { which } from "./run.mjs";

const LIBRARIES = "/usr/lib";
const COMMANDS = ["WebKitWebDriver", "Xvfb"];

/** A container's root user has no sandbox to start WebKit in, and no graphics card to draw with. */
export const environment = {
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
  WEBKIT_DISABLE_COMPOSITING_MODE: "1",
  WEBKIT_DISABLE_DMABUF_RENDERER: "1",
};

/** The browser that comes with WebKitGTK, wherever this processor's libraries are. */
function miniBrowser() {
  const found = readdirSync(LIBRARIES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => ["4.1", "6.0"].map((version) => join(LIBRARIES, name, `webkit2gtk-${version}`)))
    .concat(join(LIBRARIES, "webkitgtk-6.0"))
    .map((folder) => which("MiniBrowser", { PATH: folder }));
  return found.find(Boolean);
}

/** @returns {string | undefined} what is missing to run WebKit here */
export function missingForWebKit() {
  const missing = [...COMMANDS.filter((command) => !which(command)), ...(miniBrowser() ? [] : ["MiniBrowser"])];
  return missing.length > 0 ? `${missing.join(", ")} not found` : undefined;
}

/** What WebKitWebDriver is told of the browser to start. */
export const capabilities = () => ({ "webkitgtk:browserOptions": { binary: miniBrowser(), args: ["--automation"] } });

/**
 * Starts a screen that is nowhere to be seen, since WebKitGTK has no headless mode.
 * @returns {Promise<{ display: string, end: () => void }>}
 */
export async function startScreen() {
  const args = ["-displayfd", "3", "-screen", "0", "1024x768x24", "-nolisten", "tcp"];
  const child = spawn(which("Xvfb"), args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const [number] = await once(child.stdio[3], "data");
  return { display: `:${String(number).trim()}`, end: () => child.kill() };
}
