import { WORKLOADS } from "./workloads.mjs";

const MIB = 2 ** 20;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const of = (rounds, figure) => (rounds.length > 0 ? median(rounds.map((round) => round[figure])) : NaN);
const fixed = (number, digits) => (Number.isNaN(number) ? "dies" : number.toFixed(digits));
const ratio = (number) => (Number.isNaN(number) ? "" : `**${number.toFixed(2)}**`);

/** A table in Markdown. */
function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** What one workload's rounds come to: of each way, in medians, and how the client's stand to the others'. */
function figures(name, ways) {
  const { size, count } = WORKLOADS[name];
  const mib = (size * count) / MIB;
  const figure = (way) => ({
    seconds: of(ways[way], "seconds"),
    speed: mib / of(ways[way], "seconds"),
    cpu: of(ways[way], "cpu"),
    rss: of(ways[way], "rss"),
  });
  return { mib, count, usual: figure("usual"), client: figure("client"), limit: figure("limit") };
}

function filesTable(workloads) {
  const rows = Object.entries(workloads).filter(([name]) => WORKLOADS[name].size > 0).map(([name, ways]) => {
    const { mib, usual, client, limit } = figures(name, ways);
    const each = (of, digits = 0) => [usual, client, limit].map((way) => fixed(of(way), digits)).join(" / ");
    return [
      name,
      each(({ speed }) => speed),
      ratio(client.speed / usual.speed),
      ratio(client.speed / limit.speed),
      each(({ cpu }) => cpu / mib, 2),
      each(({ rss }) => rss),
      ratio(client.rss / usual.rss),
    ];
  });
  const head = ["workload", "MiB/s: usual / client / limit", "of usual", "of limit", "CPU ms per MiB", "peak MiB above idle", "of usual"];
  return rows.length > 0 ? [table(head, rows)] : [];
}

function textsTable(workloads) {
  return Object.entries(workloads).filter(([name]) => WORKLOADS[name].size === 0).map(([name, ways]) => {
    const { count, usual, client, limit } = figures(name, ways);
    const row = (title, way) => [title, Math.round((way.cpu * 1_000) / count), Math.round(count / way.seconds), (way.cpu / usual.cpu).toFixed(2)];
    const rows = [row("fetch and JSON.stringify", usual), row("client", client), row("fetch of a ready string", limit)];
    return table([name, "CPU µs per call", "calls/s", "CPU of the first"], rows);
  });
}

function startLine({ usual, client }) {
  const [bare, ours] = [of(usual, "millis"), of(client, "millis")];
  return `Import and first call: ${ours.toFixed(1)} ms, a bare fetch ${bare.toFixed(1)} ms, **${(ours - bare).toFixed(1)} ms more**.`;
}

function encoderLine({ speeds }) {
  const names = Object.keys(speeds[0]);
  const all = names.map((name) => `${name} ${Math.round(of(speeds, name))}`).join(", ");
  const part = (ours, name) => ratio(median(speeds.map((round) => round[ours] / round[name])));
  const ratios = ["a sent body", "Media.encode"].map((ours) => `${ours} is ${part(ours, "Buffer#toString")} of Buffer#toString, ${part(ours, "memory copy")} of a copy`);
  return `Encoder alone, 8 MiB, MiB/s: ${all}; ${ratios.join("; ")}.`;
}

function chromiumTable({ encode, upload }) {
  const row = (title, { usual, client, limit }) => {
    const [slow, ours, most] = [usual, client, limit ?? []].map(median);
    const speeds = [slow, ours, ...(limit ? [most] : [])].map((speed) => speed.toFixed(0)).join(" / ");
    return [title, speeds, ratio(ours / slow), limit ? ratio(ours / most) : ""];
  };
  const rows = [row("encoding alone, FileReader / Media.encode", encode), row("16 documents of 6.75 MB, 4 at once", upload)];
  return table(["workload", "MiB/s: usual / client / limit", "of usual", "of limit"], rows);
}

/** The results as Markdown. */
export function report({ machine, rounds, runtimes, chromium }) {
  const head = [
    "# Results",
    `Medians of ${rounds} rounds, each way in turn in a process of its own, by \`npm run bench\`, on ${machine.cores} cores (${machine.model}); `
      + "the server that takes the requests runs on the same cores. *usual*: read the file, `toString(\"base64\")`, `JSON.stringify`, fetch. "
      + "*limit*: the same bytes, encoded before the time is taken, plain fetch. Ratios are the client's.",
  ];
  const parts = runtimes.map(({ name, version, workloads, start, encoder }) => [
    `## ${name} (${version})`,
    ...filesTable(workloads),
    ...textsTable(workloads),
    ...(start ? [startLine(start)] : []),
    ...(encoder ? [encoderLine(encoder)] : []),
  ]);
  const browser = chromium ? [`## Chromium (${chromium.version}), headless`, chromiumTable(chromium)] : [];
  return `${[...head, ...parts.flat(), ...browser].join("\n\n")}\n`;
}
