import assert from "node:assert/strict";
import { By, Key, until } from "selenium-webdriver";

const PATIENCE = 15_000;
const POLL = 50;

/** The page, by what a user sees of it. */
export class Console {
  /** @param {import("selenium-webdriver").WebDriver} driver */
  constructor(driver) {
    this.driver = driver;
  }

  /** Opens the page and waits until something can be sent. */
  async open(url, place = "Sandbox on this machine") {
    await this.driver.get(url);
    await this.connected(place);
  }

  async connected(place) {
    await this.waitFor(`connection to ${place}`, async () =>
      this.driver.executeScript(
        `return document.querySelector("#connection .dot")?.dataset.state === "open"
          && document.getElementById("connection-state").textContent === arguments[0]`,
        place,
      ),
    );
  }

  /** Chooses where calls go. */
  async connect(place) {
    await this.driver.executeScript("document.getElementById('connection').open = true");
    await this.choose("Where calls go", place);
  }

  waitFor(what, condition) {
    return this.driver.wait(condition, PATIENCE, `no ${what} within ${PATIENCE} ms`, POLL);
  }

  /** The text of an element, seen or not; WebKit's driver finds much unseen that is there. */
  text(selector) {
    return this.driver.executeScript("return document.querySelector(arguments[0])?.textContent ?? ''", selector);
  }

  find(selector) {
    return this.driver.findElement(By.css(selector));
  }

  /** Presses one of a row of radio buttons. */
  async choose(legend, label) {
    const path = `//fieldset[legend=${literal(legend)}]//label[span=${literal(label)}]/input`;
    await this.driver.findElement(By.xpath(path)).click();
  }

  /** Chooses a call. */
  async call(service, kind, to) {
    await this.choose("Service", service);
    await this.choose("What", kind);
    if (to) {
      await this.choose("To", to);
    }
  }

  fill(name, value) {
    return this.set(`#form [name="${name}"], #connection [name="${name}"]`, value);
  }

  /** Puts a text into a field; key by key it takes WebKit seconds. */
  async set(selector, value) {
    const input = await this.find(selector);
    await this.driver.executeScript(
      (input, value) => {
        input.value = value;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      },
      input,
      value,
    );
  }

  /** What is said beside a field. */
  fault(name) {
    return this.text(`[data-field="${name}"] .error`);
  }

  /** Gives a file to the field by the browser's own picker. */
  async pick(name, path) {
    await this.find(`#form input[name="${name}"]`).sendKeys(path);
  }

  /** Waits until the field has a file of this name. */
  async holds(field, filename) {
    await this.waitFor(filename, async () => (await this.text(`[data-field="${field}"] .preview`)).includes(filename));
  }

  async press() {
    await this.find("#form button[type=submit]").click();
  }

  /** Sends, and waits until it is known what became of it. */
  async send() {
    const before = await this.outcomes();
    await this.press();
    return this.outcome(before);
  }

  /** How many outcomes were begun. */
  outcomes() {
    return this.driver.executeScript("return Number(document.querySelector('.outcomes > li')?.dataset.number ?? 0)");
  }

  /** The rows of the newest outcome, once there is another than before and all are at their end. */
  async outcome(before) {
    let rows;
    await this.waitFor("outcome", async () => {
      rows = await this.rows();
      return (await this.outcomes()) > before && rows.length > 0 && rows.every(({ state }) => ["done", "failed", "cancelled"].includes(state));
    });
    return rows;
  }

  /** The rows of the newest outcome, as they are now. */
  rows() {
    return this.driver.executeScript(() =>
      [...document.querySelectorAll(".outcomes > li:first-child li")].map((row) => ({
        name: row.querySelector("b").textContent,
        state: row.dataset.state,
        said: row.querySelector(".state").textContent,
        detail: row.querySelector(".detail").textContent,
        delivery: row.querySelector(".delivery")?.dataset.delivery,
      })),
    );
  }

  /** Waits for a bubble on the phone. */
  bubble(id) {
    return this.waitFor(`bubble ${id}`, until.elementLocated(By.css(`.bubble[data-id="${id}"]`)));
  }

  /** Sends one message, which succeeds, and gives its id. */
  async queue() {
    const [{ state, said, detail }] = await this.send();
    assert.deepEqual([state, said], ["done", "queued"], detail);
    return detail;
  }

  search(query) {
    return this.set("#search input[type=search]", query);
  }

  /** What is shown on the phone, bubble by bubble. */
  bubbles() {
    return this.driver.executeScript(() => [...document.querySelectorAll(".bubble")].map((bubble) => bubble.textContent));
  }
}

/** Types over what is there, by keys alone. */
export async function overwrite(input, text) {
  // Of what follows a chord in the same call, Firefox and WebKit type nothing.
  await input.sendKeys(Key.chord(Key.CONTROL, "a"));
  await input.sendKeys(Key.BACK_SPACE, text);
}

function literal(text) {
  return `"${text}"`;
}
