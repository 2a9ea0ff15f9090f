// Makes the calls it is told of, one line of JSON each, and tells what came of them. Runs in every runtime.
//
// Its argument is the package's entry. It ends when its input does.
import process from "node:process";
import { brokenCall, brokenFetch } from "./broken.mjs";
import { callOf } from "./calls.mjs";
import { finder } from "./canary.mjs";
import { watchLag } from "./lag.mjs";

const ID = "canary.sender@example.com";
const SECRET = "c0ffee5ec2e7ca9a27c0ffee5ec2e7ff";

/** How long a warm connection is left alone, so that it is back among those that are kept, in ms. */
const REST = 60;

const library = await import(process.argv[2]);
const find = finder([ID, SECRET]);
const lag = watchLag();
for (const method of ["log", "info", "warn", "error", "debug", "trace", "dir"]) {
  console[method] = (...values) => {
    const what = values.some((value) => find(value).length > 0) ? "a credential" : values.map(String).join(" ");
    tell({ stray: `the console shows ${what}` });
  };
}
process.on("unhandledRejection", (reason) =>
  tell({ stray: `a rejection that nobody handles: ${reason?.stack ?? reason}` }),
);

function tell(outcome) {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}

async function run({ id, call, url, isWarm, config, options, broken, limit }) {
  const events = [];
  const client = new library.WhatsMate({
    clientId: ID,
    clientSecret: SECRET,
    baseUrl: `${url}/${id}`,
    onEvent: (event) => events.push(event),
    fetch: brokenFetch(broken),
    ...config,
  });
  const outcome = { id };
  if (isWarm) {
    await new library.WhatsMate({
      clientId: ID,
      clientSecret: SECRET,
      baseUrl: `${url}/${id}`,
    }).translation.supportedCodes();
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
    Object.assign(outcome, { error: described(error), secrets: find(error) });
  }
  outcome.attempts = events.filter(({ type }) => type === "request").length;
  outcome.waits = events.filter(({ type }) => type === "retry").map(({ wait }) => wait);
  outcome.secrets = [
    ...(outcome.secrets ?? []).map((place) => `error: ${place}`),
    ...events.flatMap((event) => find(event).map((place) => `${event.type} event: ${place}`)),
  ];
  return outcome;
}

function described(error) {
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

let rest = "";
process.stdin.setEncoding("utf8");
for await (const text of process.stdin) {
  const lines = (rest + text).split("\n");
  rest = lines.pop();
  for (const line of lines) {
    const job = JSON.parse(line);
    run(job).then(tell, (error) => tell({ id: job.id, failed: String(error?.stack ?? error) }));
  }
}
