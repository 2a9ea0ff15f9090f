import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { Builder, Capabilities } from "selenium-webdriver";
import { DriverService } from "selenium-webdriver/remote/index.js";
import { which } from "../../../scripts/lib/run.mjs";

const LIBRARIES = "/usr/lib";
const COMMANDS = ["WebKitWebDriver", "Xvfb"];

/** A container's root user has no sandbox to start WebKit in, and no graphics card to draw with. */
const ENVIRONMENT = {
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

/**
 * Starts WebKitGTK on a screen that is nowhere to be seen.
 * @returns {Promise<{ driver: import("selenium-webdriver").WebDriver, end: () => Promise<void> }>}
 */
export async function startWebKit() {
  const screen = await startScreen();
  const port = await freePort();
  const service = new DriverService.Builder(which("WebKitWebDriver"))
    .setHostname("127.0.0.1")
    .setPort(port)
    .setEnvironment({ ...process.env, ...ENVIRONMENT, DISPLAY: screen.display })
    .addArguments("--host=127.0.0.1", `--port=${port}`)
    .build();
  const end = async () => {
    await service.kill();
    screen.end();
  };
  try {
    const options = { binary: miniBrowser(), args: ["--automation"] };
    const driver = await new Builder()
      .usingServer(await service.start())
      .withCapabilities(new Capabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": options }))
      .build();
    return { driver, end: () => driver.quit().finally(end) };
  } catch (error) {
    await end();
    throw error;
  }
}

async function startScreen() {
  const args = ["-displayfd", "3", "-screen", "0", "1024x768x24", "-nolisten", "tcp"];
  const child = spawn(which("Xvfb"), args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const [number] = await once(child.stdio[3], "data");
  return { display: `:${String(number).trim()}`, end: () => child.kill() };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
