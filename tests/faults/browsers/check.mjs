import { wrongs } from "../check.mjs";
import { timesAdded } from "./expected.mjs";

const CHECKS = [fetchesOnce, addsWhatIsKnown, asksNowhereElse, meetsItsConnection, asksForNoMore, givesOneKey, goesOnOnce];

/**
 * Everything that is wrong with a result, in words: with what the package did, by the checks that hold in every
 * runtime, and with what the browser did below it.
 * @param {import("../check.mjs").Result} result
 * @returns {string[]}
 */
export function wrongsInPage(result) {
  const { scenario, outcome, log } = result;
  if (outcome.failed) {
    return wrongs(result);
  }
  // Whether a kept connection is used is the browser's affair, and looked at here.
  const { asked: requests } = divided(result);
  const byAsking = { ...result, scenario: { ...scenario, isWarm: false }, log: { ...log, requests } };
  const more = CHECKS.flatMap((check) => check(result));
  return [...wrongs(byAsking), ...more.map((wrong) => `${scenario.call.name}: ${wrong}`)];
}

/** The requests that the package asked for, and those that the browser added by itself. */
function divided({ outcome, log }) {
  const { length } = outcome.fetches;
  return { asked: log.requests.slice(0, length), added: log.requests.slice(length) };
}

/**
 * How often the server took a message whole that it did not refuse, and how often of these by the browser alone.
 * @param {import("../check.mjs").Result} result
 */
export function takings(result) {
  if (/^4\d\d/.test(result.scenario.fault)) {
    return { all: 0, added: 0 };
  }
  const { asked, added } = divided(result);
  const [byAsking, byItself] = [asked, added].map((requests) => requests.filter(({ isWhole }) => isWhole).length);
  return { all: byAsking + byItself, added: byItself };
}

function fetchesOnce({ outcome }) {
  const { fetches, attempts } = outcome;
  return fetches.length === attempts ? [] : [`${fetches.length} fetches in ${attempts} attempts`];
}

function addsWhatIsKnown(result) {
  const { asked, added } = divided(result);
  const known = timesAdded(result.scenario, asked[0]);
  // What it sends again may meet one more connection that it has kept.
  const extra = added.filter(({ isReused }) => isReused).length;
  const isKnown = added.length === known || (known === 1 && added.length === known + extra);
  return isKnown ? [] : [`the browser sent it ${added.length} times more by itself, not ${known}`];
}

function asksNowhereElse({ scenario, log }) {
  return log.requests
    .filter(({ target }) => !target.startsWith(`/${scenario.id}/`))
    .map(({ target }) => `the server was asked for ${target}`);
}

function meetsItsConnection({ scenario, log }) {
  const { isWarm, engine, fault } = scenario;
  const [first] = log.requests;
  if (!first) {
    return fault === "refused" || fault === "hang before reading" ? [] : ["the server saw nothing of it"];
  }
  const reuses = engine.reuses[first.method];
  const isMeant = isWarm && reuses !== "never";
  const isRight = first.isReused === isMeant || (isMeant && reuses === "mostly");
  return isRight ? [] : [`the connection was ${isMeant ? "a fresh" : "a kept"} one`];
}

function asksForNoMore({ scenario, log }) {
  const headers = scenario.isRelay
    ? ["content-type", "idempotency-key"]
    : ["content-type", "x-wm-client-id", "x-wm-client-secret"];
  return log.questions
    .filter((question) => question.toLowerCase().split(/, */).toSorted().join() !== headers.join())
    .map((question) => `the browser asks leave to send ${question}`);
}

/** What the relay behind the server makes of all that the client and the browser sent. */
function goesOnOnce({ scenario, log }) {
  const whole = log.requests.filter(({ isWhole }) => isWhole).length;
  const meant = scenario.isRelay ? Math.min(whole, 1) : 0;
  return log.forwarded === meant ? [] : [`the relay sent it on ${log.forwarded} times of ${whole}`];
}

function givesOneKey({ scenario, outcome, log }) {
  const keys = [
    ...outcome.fetches.map(({ key }) => key),
    ...log.requests.map(({ headers }) => headers["idempotency-key"] ?? null),
  ];
  if (!scenario.isRelay) {
    return keys.some((key) => key !== null) ? ["it gives the API an Idempotency-Key"] : [];
  }
  const [first] = keys;
  const isOne = /^[\w-]{16,}$/.test(first) && keys.every((key) => key === first);
  return isOne ? [] : [`the Idempotency-Key is ${[...new Set(keys)].join(", then ")}`];
}
