// Whether a great many calls keep to the limit and to their order, and leave nothing behind.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inChild } from "./support/child.mjs";
import { load } from "./support/load.mjs";

const LIMIT = { timeout: 60_000 };
const MB = 2 ** 20;
const PAGE = 65_536;
const SLACK = { wasm: PAGE, values: 20, heap: 0.6 * MB };

test("10,000 calls at once", LIMIT, async () => {
  const { outcomes, ...figures } = await load(10_000);
  const { calls, most, unsettled } = figures;
  console.log(`load: ${calls} calls, at most ${most} under way, ${unsettled} unsettled`);
  assert.deepEqual(outcomes, { queued: 10_000 });
  assert.deepEqual(figures, { calls: 10_000, taken: 10_000, twice: 0, most: 32, disorder: 0, unsettled: 0 });
});

test("10,000 calls at once, of which one signal ends every second", LIMIT, async () => {
  const controller = new AbortController();
  const options = (i) => (i % 2 && i > 100 ? { signal: controller.signal } : undefined);
  const through = (url, init) => {
    if (JSON.parse(init.body).message === "100") controller.abort();
    return fetch(url, init);
  };
  const { outcomes, ...figures } = await load(10_000, { options, through });
  const ended = `${outcomes["aborted not-sent"]} of ${figures.calls} calls ended in the queue`;
  console.log(`load: ${ended}, at most ${figures.most} under way, ${figures.unsettled} unsettled`);
  assert.deepEqual(outcomes, { queued: 5_050, "aborted not-sent": 4_950 });
  assert.deepEqual(figures, { calls: 10_000, taken: 5_050, twice: 0, most: 32, disorder: 0, unsettled: 0 });
});

describe("a wrong load is found", () => {
  const twice = async (url, init) => {
    await (await fetch(url, init)).text();
    return fetch(url, init);
  };
  const isLast = ({ body }) => JSON.parse(body).message === "299";
  const last = (of) => (url, init) => (isLast(init) ? of(url, init) : fetch(url, init));
  const lost = () => new Promise(() => {});
  const wrong = [
    ["a place too many", { config: { maxConcurrency: 33 } }, { most: 33 }],
    ["a call sent twice", { through: last(twice) }, { twice: 1 }],
    ["a call not taken", { through: last(() => Response.json({ id: "1", status: "queued" })) }, { taken: 299 }],
  ];
  for (const [name, how, caught] of wrong) {
    test(name, LIMIT, async () => {
      const figures = await load(300, how);
      for (const [figure, value] of Object.entries(caught)) assert.equal(figures[figure], value);
    });
  }

  test("a call that never settles", LIMIT, async () => {
    // The timeout is there to let this process end.
    const figures = await load(300, { through: last(lost), patience: 1_500, config: { timeout: 3_000 } });
    assert.equal(figures.unsettled, 1);
  });
});

/** What has grown between a part of the calls and all of them, beyond what chance may do. */
function grown({ samples }, part) {
  const early = samples[Math.round(samples.length * part) - 1];
  const end = samples.at(-1);
  return Object.keys(SLACK).filter((kind) => end[kind] - early[kind] > SLACK[kind]);
}

const shown = (kind, { total, samples }) => {
  const some = [0, 3, 7, 11, 15, 19].map((i) => samples[i]);
  const line = (name, of) => `${name} ${some.map(of).join(" ")}`;
  const mb = (name) => (sample) => (sample[name] / MB).toFixed(2);
  const lines = [line("wasm MB", mb("wasm")), line("heap MB", mb("heap")), line("values", ({ values }) => values)];
  return `${kind}: ${total} times; ${lines.join("; ")}`;
};

const KINDS = [
  "texts",
  "uploads",
  "streams",
  "streams given up",
  "signals",
  "stuck",
  "stuck sources",
  "thrown at once",
  "clients",
  "errors in words",
  "refused input",
  "gave up waiting",
];

describe("memory levels off", { concurrency: 2 }, () => {
  for (const kind of KINDS) {
    const part = kind.startsWith("stuck") ? 0.3 : 0.2;
    test(kind, LIMIT, async () => {
      const curve = await inChild("memory.mjs", [kind]);
      console.log(shown(kind, curve));
      assert.deepEqual(grown(curve, part), []);
    });
  }
});

describe("a leak is found", { concurrency: 2 }, () => {
  const leaks = [
    ["strings", "texts", "0.1", "wasm"],
    ["values", "uploads", "0.2", "values"],
    ["controllers", "texts", "0.1", "heap"],
    ["clients", "clients", "0.2", "wasm"],
  ];
  for (const [leak, kind, part, where] of leaks) {
    test(leak, LIMIT, async () => {
      const curve = await inChild("memory.mjs", [kind, part], { before: `leaks.mjs?${leak}` });
      assert.ok(grown(curve, 0.2).includes(where), shown(kind, curve));
    });
  }
});
