import { Installed } from "../../scripts/lib/installed.mjs";

/** BullMQ and the client of Redis that it works with, in the cache. */
export const packages = new Installed("fleet", import.meta.url, "BullMQ with npm: about 5 seconds");
