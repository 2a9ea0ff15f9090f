// Run by Jest, which calls it CommonJS and gives each file a realm of its own.
const { expect, test } = require("@jest/globals");
const library = require("whatsmate");
const jobs = require("./jobs.json");
const { meet } = require("./meet.cjs");

const outcomes = jobs.map((job) => meet(library, job));

for (const [index, { title, expected }] of jobs.entries()) {
  test(title, async () => {
    expect(await outcomes[index]).toEqual(expected);
  });
}
