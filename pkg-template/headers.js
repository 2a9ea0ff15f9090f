// What a request tells of who sends it, where a relay adds the credentials.
import { invalid } from "./failure.js";
import { ask } from "./outside.js";
import { describe } from "./thrown.js";

/** What a relay itself asks for, without what is not its to choose. Asked for anew each time: a token may have changed. */
export async function relayHeaders(give) {
  let given;
  try {
    given = await ask(give, undefined, []);
  } catch (thrown) {
    throw invalid("config.headers", `gave no headers: ${describe(thrown)}`, thrown);
  }
  try {
    const headers = new Headers(given);
    for (const name of ["content-type", "content-length", "idempotency-key"]) headers.delete(name);
    return Object.fromEntries(headers);
  } catch {
    // What the engine says of it holds the value, a token perhaps.
    throw invalid("config.headers", "gave no headers: a name or a value can not be sent");
  }
}
