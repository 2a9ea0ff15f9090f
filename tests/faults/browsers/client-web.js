// Makes the calls that the site tells of, and tells the site what came of them.
import { brokenCall, brokenFetch } from "/faults/broken.mjs";
import { callOf } from "/faults/calls.mjs";
import { finder } from "/faults/canary.mjs";
import { watchLag } from "/faults/lag.mjs";
import { brokenPageFetch } from "/page/broken-web.js";
import * as library from "/pkg/index.js";

const ID = "canary.sender@example.com";
const SECRET = "c0ffee5ec2e7ca9a27c0ffee5ec2e7ff";
const CREDENTIALS = { clientId: ID, clientSecret: SECRET };

/** How long a warm connection is left alone, so that it is back among those that are kept, in ms. */
const REST = 60;

const find = finder([ID, SECRET]);
const lag = watchLag();
const plainFetch = globalThis.fetch.bind(globalThis);

/** What the package asked of the browser, by the id of the call. */
const fetches = new Map();
globalThis.fetch = (url, init) => {
  fetches.get(new URL(url).pathname.split("/")[1])?.push({ key: new Headers(init.headers).get("Idempotency-Key") });
  return plainFetch(url, init);
};

for (const method of ["log", "info", "warn", "error", "debug", "trace", "dir"]) {
  console[method] = (...values) => {
    const what = values.some((value) => find(value).length > 0) ? "a credential" : values.map(String).join(" ");
    tell({ stray: `the console shows ${what}` });
  };
}
addEventListener("unhandledrejection", ({ reason }) =>
  tell({ stray: `a rejection that nobody handles: ${reason?.stack ?? reason}` }),
);
addEventListener("error", ({ message }) => tell({ stray: `an error that nobody handles: ${message}` }));

function tell(outcome) {
  plainFetch("/outcome", { method: "POST", body: JSON.stringify(outcome) });
}

async function run({ id, call, url, isWarm, isRelay, options, broken, limit }) {
  const events = [];
  const client = new library.WhatsMate({
    ...(isRelay ? {} : CREDENTIALS),
    baseUrl: `${url}/${id}`,
    onEvent: (event) => events.push(event),
    fetch: brokenPageFetch(broken) ?? brokenFetch(broken),
  });
  if (isWarm) {
    await new library.WhatsMate({ ...CREDENTIALS, baseUrl: `${url}/warm` }).translation.supportedCodes();
    await new Promise((resolve) => setTimeout(resolve, REST));
  }
  fetches.set(id, []);
  const lagBefore = lag();
  const start = performance.now();
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, limit, { isSettled: false })));
  const settled = brokenCall(broken, callOf(call).make(client, id, options), SECRET).then(
    (value) => ({ isSettled: true, value }),
    (error) => ({ isSettled: true, error }),
  );
  const { error, ...rest } = await Promise.race([settled, late]);
  clearTimeout(timer);
  return {
    id,
    ...rest,
    elapsed: performance.now() - start,
    lag: lag() - lagBefore,
    error: error === undefined ? undefined : described(error),
    attempts: events.filter(({ type }) => type === "request").length,
    waits: events.filter(({ type }) => type === "retry").map(({ wait }) => wait),
    fetches: fetches.get(id),
    secrets: [
      ...(error === undefined ? [] : find(error).map((place) => `error: ${place}`)),
      ...events.flatMap((event) => find(event).map((place) => `${event.type} event: ${place}`)),
    ],
  };
}

function described(error) {
  const { name, code, message, delivery, endpoint, status, errorMessage, body, trial, retryAfter, after, scope } =
    error ?? {};
  return {
    class: Object.keys(library).find(
      (key) => typeof library[key] === "function" && library[key].prototype === Object.getPrototypeOf(Object(error)),
    ),
    isOurs: library.isWhatsMateError(error) && error instanceof library.WhatsMateError,
    ...{ name, code, message, delivery, endpoint, status, errorMessage, trial, retryAfter, after, scope },
    bodyLength: body?.length,
    causes: [error?.cause].filter(Boolean).map(String),
  };
}

new EventSource("/jobs").addEventListener("message", ({ data }) => {
  const job = JSON.parse(data);
  run(job).then(tell, (error) => tell({ id: job.id, failed: String(error?.stack ?? error) }));
});
