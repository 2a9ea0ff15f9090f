import { taken } from "./check.mjs";

/**
 * A table of what was tried in each runtime and how often it went as it should.
 * @param {{ name: string, results: object[], wrong: Map<object, string[]>, seconds: number }[]} runs
 */
export function table(runs) {
  const faults = [...new Set(runs.flatMap(({ results }) => results.map(({ scenario }) => scenario.fault)))];
  const calls = new Set(runs.flatMap(({ results }) => results.map(({ scenario }) => scenario.call.name)));
  const most = (results) => Math.max(0, ...results.filter(({ scenario }) => !scenario.retryUnknown).map(taken));
  const count = (results, is) => results.filter(is).length;
  const totals = {
    "faults tried": ({ results }) => results.length,
    "on a kept connection": ({ results }) => count(results, ({ scenario }) => scenario.isWarm),
    "messages taken (max)": ({ results }) => most(results),
    "with retryUnknown (max)": ({ results }) =>
      Math.max(0, ...results.filter(({ scenario }) => scenario.retryUnknown).map(taken)),
    "promises unsettled": ({ results }) => count(results, ({ outcome }) => !outcome.isSettled),
    "secrets found": ({ results, strays }) =>
      results.reduce((sum, { outcome }) => sum + (outcome.secrets?.length ?? 0), 0) +
      strays.filter((stray) => stray.includes("a credential")).length,
    wrong: ({ wrong }) => wrong.size,
    seconds: ({ seconds }) => seconds.toFixed(1),
  };
  const rows = [
    [`${calls.size} calls, right of tried`, ...runs.map(({ name }) => name)],
    ...faults.map((fault) => [fault, ...runs.map((run) => cell(run, fault))]),
    [],
    ...Object.entries(totals).map(([title, of]) => [title, ...runs.map((run) => String(of(run)))]),
  ];
  return rows
    .map(([title = "", ...cells]) => [title.padEnd(32), ...cells.map((text) => text.padStart(10))].join(""))
    .join("\n");
}

function cell({ results, wrong }, fault) {
  const tried = results.filter(({ scenario }) => scenario.fault === fault);
  const right = tried.filter((result) => !wrong.has(result));
  return `${right.length}/${tried.length}`;
}
