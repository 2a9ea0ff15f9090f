import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PACKAGE, tested } from "./run.mjs";

const CALLS = 200;
const AT_ONCE = 4;
const ANSWER_AFTER = 50;
const LIMIT = { timeout: 60_000 };

const FLOOD = fileURLToPath(new URL("flood.mjs", import.meta.url));

/** A server that is slow to answer and counts what is under way. */
async function slowServer(t) {
  const log = { requests: 0, sockets: 0, arrivals: [] };
  const open = { requests: 0, sockets: 0 };
  const count = (what, by) => {
    open[what] += by;
    log[what] = Math.max(log[what], open[what]);
  };
  const server = createServer((request, response) => {
    const number = Number(request.url.split("/").at(-1));
    log.arrivals.push(number);
    count("requests", 1);
    request.resume();
    setTimeout(() => {
      count("requests", -1);
      response
        .setHeader("Content-Type", "application/json")
        .end(JSON.stringify({ id: `id-${number}`, status: "queued" }));
    }, ANSWER_AFTER);
  });
  // A connection that the server ends is a fault, and another test's affair.
  server.keepAliveTimeout = LIMIT.timeout;
  server.on("connection", (socket) => {
    count("sockets", 1);
    socket.on("close", () => count("sockets", -1));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${server.address().port}`, log };
}

async function flood(t, runtime, kind) {
  const { command, args } = runtime;
  const { url, log } = await slowServer(t);
  const all = [...args, FLOOD, new URL("index.js", PACKAGE).href, url, kind, String(CALLS), String(AT_ONCE)];
  const { stdout } = await promisify(execFile)(command, all, { timeout: LIMIT.timeout });
  return { runtime, ...JSON.parse(stdout), log };
}

// Node's fetch gives an answer's end before its connection is free again, and so opens one more for the next request.
const SOCKETS = { node: 2 * AT_ONCE, other: AT_ONCE };

function overruns({ runtime, starts, ids, log }) {
  const most = { requests: AT_ONCE, sockets: SOCKETS[runtime.name.startsWith("Node") ? "node" : "other"] };
  const numbers = Array.from({ length: CALLS }, (_, index) => index + 1);
  // Requests on different connections may overtake each other, but not those that wait for one of them to end.
  const isOvertaken = (number, index) => Math.abs(number - (index + 1)) >= AT_ONCE;
  return [
    ...Object.keys(most)
      .filter((what) => log[what] > most[what])
      .map((what) => `${log[what]} ${what} at once`),
    ...(starts.join() === numbers.join() ? [] : ["the calls started in another order"]),
    ...(log.arrivals.length === CALLS ? [] : [`${log.arrivals.length} requests`]),
    ...(log.arrivals.some(isOvertaken) ? ["the requests came in another order"] : []),
    ...(ids.join() === numbers.map((number) => `id-${number}`).join() ? [] : ["an answer went to another call"]),
  ];
}

describe("each runtime", { concurrency: 2 }, () => {
  for (const runtime of tested()) {
    test(
      `${runtime.name}: ${CALLS} calls, never more than ${AT_ONCE} at once, first come first served`,
      LIMIT,
      async (t) => {
        const result = await flood(t, runtime, "package");
        assert.deepEqual(overruns(result), []);
        // Fewer would be a bound that is too tight.
        assert.equal(result.log.requests, AT_ONCE);
      },
    );

    test(`${runtime.name}: a client without a bound is caught`, LIMIT, async (t) => {
      assert.match(overruns(await flood(t, runtime, "fetch")).join(), /\d+ requests at once,\d+ sockets at once/);
    });
  }
});
