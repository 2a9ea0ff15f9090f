import { extract } from "./extract.js";

self.onmessage = async (event) => self.postMessage(await extract(event.data));
