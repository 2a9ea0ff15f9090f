import { after } from "node:test";
import config from "./families/config.mjs";
import errors from "./families/errors.mjs";
import fetch from "./families/fetch.mjs";
import listeners from "./families/listeners.mjs";
import media from "./families/media.mjs";
import options from "./families/options.mjs";
import parameters from "./families/parameters.mjs";
import signals from "./families/signals.mjs";
import { fuzz, summary } from "./support/harness.mjs";

for (const family of [parameters, options, config, media, fetch, listeners, signals, errors].flat()) fuzz(family);
after(summary);
