// Run by Vitest, which transforms it and brings its own loader of modules.
import { expect, test } from "vitest";
import * as library from "whatsmate";
import jobs from "./jobs.json";
import { meet } from "./meet.cjs";

const outcomes = jobs.map((job) => meet(library, job));

for (const [index, { title, expected }] of jobs.entries()) {
  test(title, async () => {
    expect(await outcomes[index]).toEqual(expected);
  });
}
