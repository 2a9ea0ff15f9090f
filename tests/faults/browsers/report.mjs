import { takings } from "./check.mjs";

const CONNECTIONS = { fresh: false, kept: true };
const WIDTH = 21;

/**
 * A table of what was tried in each browser: how often it went as it should, and how often the server took a message.
 * @typedef {{ engine: object, results: object[], wrong: Map<object, string[]>, strays: string[], seconds: number }} Run
 * @param {Run[]} runs
 */
export function table(runs) {
  const faults = [...new Set(runs.flatMap(({ results }) => results.map(({ scenario }) => scenario.fault)))];
  const calls = new Set(runs.flatMap(({ results }) => results.map(({ scenario }) => scenario.call.name)));
  const columns = runs.flatMap((run) => Object.entries(CONNECTIONS).map(([title, isWarm]) => ({ run, title, isWarm })));
  const total = (title, of) => [title, ...runs.flatMap((run) => [String(of(run)), ""])];
  const sum = (results, of) => results.reduce((all, { outcome }) => all + of(outcome), 0);
  const rows = [
    [`${calls.size} calls: right of tried,`, ...columns.map(({ run }) => run.engine.name)],
    ["× times that the server took it", ...columns.map(({ title }) => title)],
    ...faults.flatMap((fault) =>
      kinds(runs, fault).map(([title, is]) => [title, ...columns.map((column) => cell(column, fault, is))]),
    ),
    [],
    total("faults tried", ({ results }) => results.length),
    total("fetches by the package", ({ results }) => sum(results, ({ fetches }) => fetches?.length ?? 0)),
    total("promises unsettled", ({ results }) => sum(results, ({ isSettled }) => Number(!isSettled))),
    total(
      "secrets found",
      ({ results, strays }) =>
        sum(results, ({ secrets }) => secrets?.length ?? 0) +
        strays.filter((stray) => stray.includes("a credential")).length,
    ),
    total("wrong", ({ wrong }) => wrong.size),
    total("seconds", ({ seconds }) => seconds.toFixed(1)),
  ];
  return rows
    .map(([title = "", ...cells]) => [title.padEnd(38), ...cells.map((text) => text.padEnd(WIDTH))].join("").trimEnd())
    .join("\n");
}

/** Where browsers send by themselves, they treat the calls that are a GET otherwise than those that are a POST. */
function kinds(runs, fault) {
  const isGet = ({ scenario }) => scenario.call.name.startsWith("pdf.");
  const isAlike = runs.every(({ engine }) => !engine.sendsAgain.after.includes(fault));
  return isAlike
    ? [[fault, () => true]]
    : [
        [`${fault}: POST`, (result) => !isGet(result)],
        [`${fault}: GET`, isGet],
      ];
}

function cell({ run, isWarm }, fault, is) {
  const tried = run.results.filter(({ scenario }) => scenario.fault === fault && scenario.isWarm === isWarm).filter(is);
  const right = tried.filter((result) => !run.wrong.has(result));
  const times = new Set(tried.filter(({ outcome }) => outcome.fetches).map(timesTaken));
  return `${right.length}/${tried.length} × ${[...times].join(", ")}`;
}

function timesTaken(result) {
  const { all, added } = takings(result);
  return added > 0 ? `${all} (browser)` : String(all);
}
