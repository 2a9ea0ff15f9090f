import assert from "node:assert/strict";
import { callOf } from "./calls.mjs";

/** Where each broken client is caught, and in which words. */
export const CAUGHT = {
  "sends twice": ["500", /the message was taken 2 times/],
  "ignores its signal": ["hang after taking", /1 connections are still open/],
  "swallows errors": ["reset after the body", /expected ConnectionError, got the answer/],
  "follows redirects": ["302", /the server was asked for \/elsewhere/],
  "logs what it sends": ["401", /the console shows a credential/],
  "never settles": ["500", /its promise never settled/],
  "takes delivery for certain": ["FIN after the body", /delivery is "not-sent", not "unknown"/],
  "shows the secret": ["reset after the body", /a credential shows: error/],
  "throws anything": ["503", /isOurs is false, not true/],
};

/**
 * Fails unless each broken client is caught, and the same call of one that is not broken passes.
 * @param {typeof CAUGHT} caught
 * @param {(scenarios: object[]) => Promise<{ results: object[], strays: string[] }>} run
 * @param {(result: object) => string[]} wrongs
 */
export async function assertCaught(caught, run, wrongs) {
  const call = callOf("WhatsApp sendText to a number");
  const scenarios = Object.entries(caught).flatMap(([broken, [fault, , more]]) => {
    const scenario = { fault, call, isWarm: false, ...more };
    return [{ ...scenario, broken }, scenario];
  });
  const { results, strays } = await run(scenarios);
  assert.deepEqual(strays, ["the console shows a credential"]);
  for (const result of results) {
    const { broken } = result.scenario;
    const found = [...wrongs(result), ...(broken === "logs what it sends" ? strays : [])].join("\n");
    if (broken) {
      assert.match(found, caught[broken][1], `a client that "${broken}" is not caught: ${found}`);
    } else {
      assert.equal(found, "");
    }
  }
}
