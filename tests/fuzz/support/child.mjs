import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const SUPPORT = new URL("./", import.meta.url).href;

/**
 * Runs a case in a process of its own, since it may block or end the process it runs in. `code` is the body of a function
 * of `wm`, a client, and `whatsmate`; what it resolves to is the outcome of a call, or an array of them.
 *
 * @returns `"value"`, or the error's code and field, of each outcome, and of a good call after them
 */
export async function inChild(code, { patience = 20_000, config = "{}" } = {}) {
  const script = `
    import { settled } from "${SUPPORT}outcome.mjs";
    import { client, stillWorks } from "${SUPPORT}client.mjs";
    import { whatsmate } from "${SUPPORT}package.mjs";
    const state = client(${config});
    const { wm } = state;
    const to = { number: "12025550123" };
    const outcomes = [];
    const attempt = async (call) => outcomes.push(await settled(call));
    await (async () => { ${code} })();
    await stillWorks(state);
    const word = ({ error }) => (error === undefined ? "value" : [error.name, error.field].filter(Boolean).join(" "));
    console.log(JSON.stringify({ outcomes: outcomes.map(word), rss: process.memoryUsage().rss / 2 ** 20 }));
    process.exit();
  `;
  const args = ["--input-type=module", "--eval", script];
  try {
    const { stdout } = await run(process.execPath, args, { timeout: patience, killSignal: "SIGKILL" });
    return JSON.parse(stdout);
  } catch (failure) {
    const how = failure.killed ? `did not end within ${patience} ms` : `ended with ${failure.code ?? failure.signal}`;
    return assert.fail(`the process ${how}: ${`${failure.stderr}`.slice(-600)}`);
  }
}
