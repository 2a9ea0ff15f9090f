// Makes many calls at once, by the package or, as a client would that knows no bound, by fetch alone. Runs in every
// runtime.
import process from "node:process";

const [entry, url, kind, count, maxConcurrency] = process.argv.slice(2);
const { WhatsMate } = await import(entry);
const starts = [];
const client = new WhatsMate({
  clientId: "me@example.com",
  clientSecret: "not-a-secret",
  baseUrl: url,
  maxConcurrency: Number(maxConcurrency),
  fetch(target, init) {
    starts.push(Number(target.split("/").at(-1)));
    return fetch(target, init);
  },
});

const ways = {
  package: (number) => client.whatsapp(number).sendText({ number: "12025550123", message: "Hello" }),
  fetch: async (number) => {
    starts.push(number);
    const answer = await fetch(`${url}/v3/whatsapp/single/text/message/${number}`, { method: "POST", body: "{}" });
    return answer.json();
  },
};
const answers = await Promise.all(Array.from({ length: Number(count) }, (_, index) => ways[kind](index + 1)));
process.stdout.write(JSON.stringify({ starts, ids: answers.map(({ id }) => id) }));
