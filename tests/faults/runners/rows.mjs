import { callOf } from "../calls.mjs";
import { expected, limitOf, TIMEOUT } from "../expected.mjs";
import { FAULTS } from "../faults.mjs";
import { FaultServer } from "../server.mjs";

/** Calls without a body of bytes and with one, and one that is no message. */
const CALLS = ["WhatsApp sendText to a number", "WhatsApp sendDocument to a number", "pdf.submit"];
const TABLE = ["refused", "reset after the body", "429", "500", "200, truncated JSON"];
const REASON = "the user went away";
/** When the user goes away, in ms. */
const ABORT_AFTER = 500;
/** How much longer a call may take in a runner that has just started, in ms. */
const START = 1_000;

/**
 * @typedef {object} Row
 * @property {string} title
 * @property {string} fault
 * @property {object} job what the runner is told, as far as JSON can
 * @property {import("../expected.mjs").Expected} expected
 */

/** @returns {Row[]} one for each call and fault */
export function rows() {
  return CALLS.map(callOf).flatMap((call) => [
    ...TABLE.map((fault) => row(call, fault, fault)),
    ended(row(call, "hang, then a timeout", "hang after taking", { timeout: TIMEOUT })),
    ended(row(call, "hang before reading, then a timeout", "hang before reading", { timeout: TIMEOUT })),
    ended(aborted(call)),
  ]);
}

function row(call, title, fault, more = {}) {
  const wanted = expected({ fault, call, isWarm: false, runtime: "Node" });
  return {
    title: `${call.name}: ${title}`,
    fault,
    expected: wanted,
    job: { call: call.name, timeout: 10_000, limit: limitOf(wanted) + START, expected: facts(wanted), ...more },
  };
}

function aborted(call) {
  const usual = row(call, "abort with a string for its reason", "hang after taking");
  const wanted = { ...usual.expected, class: "AbortError", code: "aborted" };
  const abort = { after: ABORT_AFTER, reason: REASON };
  return { ...usual, expected: wanted, job: { ...usual.job, abort, expected: { ...facts(wanted), cause: REASON } } };
}

/** A row whose call is over after a time, which may be before a busy machine has sent it. */
function ended(each) {
  return { ...each, expected: { ...each.expected, taken: [0, each.expected.taken[1]] } };
}

/** What a test in the runner compares. */
function facts({ class: name, code, delivery, attempts }) {
  return {
    ...{ name, code, delivery, attempts },
    isOfItsClass: true,
    isWhatsMateError: true,
    isError: true,
    isInTime: true,
    showsSecret: false,
  };
}

/**
 * Opens a server for each row.
 * @param {Row[]} list
 */
export async function serve(list) {
  const servers = await Promise.all(list.map(({ fault }) => new FaultServer(FAULTS[fault]).listen()));
  return {
    jobs: list.map(({ title, job }, index) => ({ title, ...job, url: servers[index].url })),
    /** How often each row's server took the call whole. */
    taken: () => servers.map(({ log }) => log.requests.filter(({ isWhole }) => isWhole).length),
    close: () => servers.forEach((server) => server.close()),
  };
}
