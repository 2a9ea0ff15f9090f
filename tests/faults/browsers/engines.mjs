import { browsers } from "../../page/browsers.mjs";
import { missingForWebKit } from "../../../scripts/lib/webkit.mjs";
import { startWebKit } from "./webkit.mjs";

/**
 * How often a browser sends a request again by itself when a connection drops before an answer, for one fetch: if it
 * went out on a fresh connection, and if it went out on one that was used before.
 * @typedef {{ after: string[], GET: { fresh: number, kept: number }, POST: { fresh: number, kept: number } }} Again
 */

/**
 * A browser.
 * @typedef {object} Engine
 * @property {string} name
 * @property {string} [missing] what is not there that it needs
 * @property {Record<"GET" | "POST", "always" | "mostly" | "never">} reuses when a request goes out on a connection that
 *   was used before, if there is one
 * @property {boolean} endsUnread whether it ends a connection when nobody wants the rest of an answer
 * @property {Again} sendsAgain what it does when a connection drops before an answer
 * @property {(more?: string[]) => Promise<{ driver: import("selenium-webdriver").WebDriver, end: () => Promise<void> }>} start
 *   Chromium takes more arguments
 */

const plain = (start) => async (more) => {
  const driver = await start(more);
  return { driver, end: () => driver.quit() };
};

const DROPS = ["reset before the body", "reset after the body", "FIN after the body"];
const NEVER = { fresh: 0, kept: 0 };
const ONCE_IF_KEPT = { fresh: 0, kept: 1 };
/** Firefox's `network.http.request.max-attempts` is 10. */
const NINE_TIMES = { fresh: 9, kept: 9 };

/** @type {Engine[]} */
export const ENGINES = [
  {
    name: "Chromium",
    reuses: { GET: "always", POST: "always" },
    endsUnread: true,
    sendsAgain: { after: [...DROPS, "reset in the answer's headers"], GET: ONCE_IF_KEPT, POST: ONCE_IF_KEPT },
    start: plain(browsers.chrome),
  },
  {
    name: "Firefox",
    reuses: { GET: "always", POST: "always" },
    endsUnread: true,
    sendsAgain: { after: DROPS, GET: NINE_TIMES, POST: ONCE_IF_KEPT },
    start: plain(browsers.firefox),
  },
  {
    name: "WebKit",
    // libsoup, by which WebKitGTK fetches, gives each POST a connection of its own, and keeps few in all. It reads what
    // is left of an answer, too.
    reuses: { GET: "mostly", POST: "never" },
    endsUnread: false,
    sendsAgain: { after: DROPS, GET: ONCE_IF_KEPT, POST: NEVER },
    start: startWebKit,
    missing: missingForWebKit(),
  },
];

/** The browsers that are there. */
export function tested() {
  return ENGINES.filter(({ missing }) => !missing);
}
