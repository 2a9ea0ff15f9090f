import { Builder, Capabilities } from "selenium-webdriver";
import { DriverService } from "selenium-webdriver/remote/index.js";
import { freePort } from "../../../scripts/lib/free-port.mjs";
import { which } from "../../../scripts/lib/run.mjs";
import { capabilities, environment, startScreen } from "../../../scripts/lib/webkit.mjs";

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
    .setEnvironment({ ...process.env, ...environment, DISPLAY: screen.display })
    .addArguments("--host=127.0.0.1", `--port=${port}`)
    .build();
  const end = async () => {
    await service.kill();
    screen.end();
  };
  try {
    const driver = await new Builder()
      .usingServer(await service.start())
      .withCapabilities(new Capabilities({ browserName: "MiniBrowser", ...capabilities() }))
      .build();
    return { driver, end: () => driver.quit().finally(end) };
  } catch (error) {
    await end();
    throw error;
  }
}
