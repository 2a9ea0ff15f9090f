// The page, in real browsers, as `npm start` serves it and as a host of files does.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { ENGINES } from "../faults/browsers/engines.mjs";
import { everyCall } from "./calls.mjs";
import { Console } from "./console.mjs";
import { faulty } from "./faulty.mjs";
import { files } from "./files.mjs";
import { manners } from "./manners.mjs";
import { offline } from "./offline.mjs";
import { outcomes } from "./outcomes.mjs";
import { phone } from "./phone.mjs";
import { places } from "./places.mjs";
import { relayed } from "./relayed.mjs";
import { openSites } from "./site.mjs";
import { speed } from "./speed.mjs";

/** In this order, in one page; the last one leaves it without a network. */
const SUITES = { everyCall, files, outcomes, phone, places, relayed, faulty, manners, speed, offline };
const MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

for (const engine of ENGINES) {
  describe(engine.name, { skip: engine.missing }, () => {
    const context = { engine };
    let end;

    before(async () => {
      context.sites = await openSites();
      const started = await engine.start(MICROPHONE);
      end = started.end;
      context.page = new Console(started.driver);
      await started.driver.manage().setTimeouts({ script: 30_000 });
      await started.driver.manage().window().setRect({ width: 1440, height: 1000 });
      await context.page.open(context.sites.url);
    });

    after(async () => {
      await end?.();
      await context.sites?.close();
    });

    for (const [name, suite] of Object.entries(SUITES)) {
      describe(name, () => suite({ context }));
    }

    test("no policy was violated", () => assert.deepEqual(context.sites.violations, []));
  });
}
