// What the addresses in the examples stand for, so that none of them leaves this machine. Loaded before each.
import { site } from "./site.mjs";

/** Where the sandbox is by default; the tests' own takes any free port. */
const SANDBOX = "http://127.0.0.1:9470";

const { fetch } = globalThis;
globalThis.fetch = (address, init) => {
  const url = String(address).replace(SANDBOX, process.env.WHATSMATE_BASE_URL);
  return url.startsWith(process.env.WHATSMATE_BASE_URL) ? fetch(url, init) : site(process.cwd(), url);
};
