// Makes one call and tells what came of it. Runs in every runtime.
import { brokenCall, brokenFetch } from "./broken.mjs";
import { callOf } from "./calls.mjs";
import { finder } from "./canary.mjs";

export const ID = "canary.sender@example.com";
export const SECRET = "c0ffee5ec2e7ca9a27c0ffee5ec2e7ff";
export const find = finder([ID, SECRET]);

/** How long a warm connection is left alone, so that it is back among those that are kept, in ms. */
const REST = 60;

/**
 * @param {object} library the package
 * @param {object} job
 * @param {() => number} lag how late this process was so far, in ms
 */
export async function makeCall(library, { id, call, url, isWarm, config, options, broken, limit }, lag) {
  const events = [];
  const account = { clientId: ID, clientSecret: SECRET, baseUrl: url };
  const client = new library.WhatsMate({
    ...account,
    onEvent: (event) => events.push(event),
    fetch: brokenFetch(broken),
    ...config,
  });
  const outcome = { id };
  if (isWarm) {
    await new library.WhatsMate(account).translation.supportedCodes();
    await new Promise((resolve) => setTimeout(resolve, REST));
  }
  const lagBefore = lag();
  const start = performance.now();
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, limit, { isSettled: false })));
  const promise = brokenCall(broken, callOf(call).make(client, id, options), SECRET);
  const settled = promise.then(
    (value) => ({ isSettled: true, value }),
    (error) => ({ isSettled: true, error }),
  );
  const { error, ...rest } = await Promise.race([settled, late]);
  clearTimeout(timer);
  Object.assign(outcome, rest, { elapsed: performance.now() - start, lag: lag() - lagBefore });
  if (error !== undefined) {
    Object.assign(outcome, { error: described(library, error), secrets: find(error) });
  }
  outcome.attempts = events.filter(({ type }) => type === "request").length;
  outcome.waits = events.filter(({ type }) => type === "retry").map(({ wait }) => wait);
  outcome.secrets = [
    ...(outcome.secrets ?? []).map((place) => `error: ${place}`),
    ...events.flatMap((event) => find(event).map((place) => `${event.type} event: ${place}`)),
  ];
  return outcome;
}

function described(library, error) {
  const { name, code, message, delivery, endpoint, status, errorMessage, body, trial, retryAfter, after, scope } =
    error ?? {};
  return {
    class: Object.keys(library).find(
      (key) => typeof library[key] === "function" && library[key].prototype === Object.getPrototypeOf(Object(error)),
    ),
    isOurs: library.isWhatsMateError(error),
    ...{ name, code, message, delivery, endpoint, status, errorMessage, trial, retryAfter, after, scope },
    bodyLength: body?.length,
    causes: causes(error),
  };
}

function causes(error) {
  const chain = [];
  for (let each = error?.cause; each && chain.length < 5; each = each.cause) {
    chain.push(`${each.name} ${each.code ?? ""}: ${each.message}`);
  }
  return chain;
}
