import { isDeepStrictEqual } from "node:util";
import { valueOf } from "./answers.mjs";
import { expected, limitOf, sendsTwice, TIMEOUT } from "./expected.mjs";

/**
 * What came of one scenario: what the client told and what its server saw.
 * @typedef {{ scenario: object, outcome: object, log: import("./server.mjs").Log, leftOpen: number }} Result
 */

const CHECKS = [settles, tellsRight, repeatsRight, takesOnce, reusesTheConnection, hidesSecrets, leavesNothing];

/**
 * Everything that is wrong with a result, in words.
 * @param {Result} result
 * @returns {string[]}
 */
export function wrongs(result) {
  const { scenario, outcome } = result;
  if (outcome.failed) {
    return [`${scenario.call.name}: the test itself failed: ${outcome.failed}`];
  }
  const expectation = scenario.expected ?? expected(scenario);
  return CHECKS.flatMap((check) => check(result, expectation)).map((wrong) => `${scenario.call.name}: ${wrong}`);
}

/** How often the server took a message whole that it did not refuse. */
export function taken({ scenario, log }) {
  const isRefused = /^4\d\d/.test(scenario.fault);
  return scenario.call.effect === "queues" && !isRefused ? log.requests.filter(({ isWhole }) => isWhole).length : 0;
}

function settles({ outcome }, expectation) {
  if (!outcome.isSettled) {
    return ["its promise never settled"];
  }
  const limit = limitOf(expectation);
  // What the machine was late with is not the client's fault.
  const elapsed = Math.round(outcome.elapsed - outcome.lag);
  return elapsed > limit ? [`it took ${elapsed} ms, more than ${limit}`] : [];
}

function tellsRight({ scenario, outcome }, { class: name, code, delivery, error: more = {}, isCut }) {
  const { isSettled, error, value } = outcome;
  if (!isSettled) {
    return [];
  }
  if (!name) {
    const right = isCut ? valueOf(scenario.call).slice(0, -4) : valueOf(scenario.call);
    return isDeepStrictEqual(value, right) ? [] : [`expected ${show(right)}, got ${show(value ?? error)}`];
  }
  if (!error) {
    return [`expected ${name}, got the answer ${show(value)}`];
  }
  const right = { class: name, name, code, delivery, isOurs: true, ...more };
  return [
    ...Object.entries(right)
      .filter(([key, wanted]) => error[key] !== wanted)
      .map(([key, wanted]) => `${key} is ${show(error[key])}, not ${show(wanted)} (${error.message}; ${error.causes})`),
    ...(/^(GET|POST) \/v\d\//.test(error.endpoint) ? [] : [`the endpoint is ${error.endpoint}`]),
  ];
}

function repeatsRight({ outcome, log }, { attempts, heads, taken, wait }) {
  const whole = log.requests.filter(({ isWhole }) => isWhole).length;
  const longest = (index) => wait ?? 500 * 2 ** index;
  return [
    ...(outcome.attempts === attempts ? [] : [`${outcome.attempts} attempts, not ${attempts}`]),
    ...(isWithin(log.requests.length, heads) ? [] : [`the server saw ${log.requests.length} requests, not ${heads}`]),
    ...(isWithin(whole, taken) ? [] : [`the server took ${whole} requests whole, not ${taken}`]),
    ...outcome.waits
      .filter((each, index) => !(each >= (wait ?? 0) && each <= longest(index)))
      .map((each) => `a wait of ${each} ms`),
    ...(outcome.elapsed >= (wait ?? 0) * (attempts - 1) ? [] : [`it waited only ${outcome.elapsed} ms`]),
  ];
}

function takesOnce(result) {
  const times = taken(result);
  return times > 1 && !result.scenario.retryUnknown ? [`the message was taken ${times} times`] : [];
}

function reusesTheConnection({ scenario, log }) {
  // Where a runtime sends a GET twice, the client may well give it a connection of its own.
  const isFree = sendsTwice(scenario) || scenario.fault === "refused";
  if (!scenario.isWarm || isFree) {
    return [];
  }
  const isReused =
    scenario.fault === "hang before reading"
      ? // Nothing of it is read, but a connection of its own would have been opened within the first attempt.
        !log.connections.some(({ opened }) => opened > log.armed && opened < log.armed + TIMEOUT)
      : log.requests[0]?.connection === 1;
  return isReused ? [] : [`the kept connection was not used, but one of ${log.connections.length}`];
}

function hidesSecrets({ outcome }) {
  return (outcome.secrets ?? []).map((place) => `a credential shows: ${place}`);
}

function leavesNothing({ scenario, log, leftOpen }) {
  const elsewhere = log.requests.filter(({ target }) => !target.startsWith(`/${scenario.id}/`));
  return [
    ...elsewhere.map(({ target }) => `the server was asked for ${target}`),
    ...(leftOpen > 0 ? [`${leftOpen} connections are still open`] : []),
  ];
}

function isWithin(number, [from, to]) {
  return number >= from && number <= to;
}

function show(value) {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
