import { readFileSync } from "node:fs";
import { Builder, Capabilities } from "selenium-webdriver";
import { ServiceBuilder as ChromeService } from "selenium-webdriver/chrome.js";
import { ServiceBuilder as FirefoxService } from "selenium-webdriver/firefox.js";

import { which } from "../../scripts/lib/run.mjs";
import { toolsEnv } from "../../scripts/lib/tools.mjs";

const options = JSON.parse(readFileSync(new URL("../../webdriver.json", import.meta.url), "utf8"));

/**
 * The browsers, and how to start each with the options that wasm-pack starts it with, too. Chromium takes more arguments.
 */
export const browsers = {
  chrome: (more = []) =>
    builder({ browserName: "chrome", "goog:chromeOptions": { args: [...options["goog:chromeOptions"].args, ...more] } })
      .setChromeService(new ChromeService(which("chromedriver", toolsEnv())))
      .build(),
  firefox: () =>
    builder({ browserName: "firefox", "moz:firefoxOptions": options["moz:firefoxOptions"] })
      .setFirefoxService(new FirefoxService(which("geckodriver", toolsEnv())))
      .build(),
};

function builder(capabilities) {
  // Selenium would look for browsers and drivers to download, which a test has no business to do.
  process.env.SE_OFFLINE = "true";
  process.env.SE_AVOID_STATS = "true";
  return new Builder().withCapabilities(new Capabilities(capabilities));
}

/**
 * Runs a function in the page.
 * @param {import("selenium-webdriver").WebDriver} driver
 * @param {(...args: unknown[]) => unknown} run gets `args`; must not refer to anything outside of it
 * @param {...unknown} args what JSON can carry
 */
export async function inPage(driver, run, ...args) {
  const script = `
    const done = arguments[arguments.length - 1];
    (${run})(...arguments[0]).then((value) => done({ value }), (error) => done({ error: String(error) }));
  `;
  const { value, error } = await driver.executeAsyncScript(script, args);
  if (error) throw new Error(error);
  return value;
}
