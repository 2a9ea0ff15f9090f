import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { table } from "./report.mjs";
import { rows } from "./rows.mjs";
import { layProject, removeProject, runProject, RUNNERS } from "./run.mjs";

const LIMIT = { timeout: 60_000 };
const names = Object.keys(RUNNERS);
const list = rows();
const titles = (some) => some.map(({ title }) => title);

describe("a project", () => {
  let project, runs;

  before(async () => {
    project = await layProject();
    let last = Promise.resolve();
    runs = Object.fromEntries(
      names.map((name) => {
        const run = last.then(() => runProject(name, project, list));
        // Each test that waits for it tells of its failure.
        last = run.catch(() => {});
        return [name, run];
      }),
    );
  }, LIMIT);

  after(async () => {
    const settled = await Promise.allSettled(names.map(async (name) => ({ name, ...(await runs[name]) })));
    await removeProject(project);
    const done = settled.filter(({ value }) => value).map(({ value }) => value);
    console.log(`\n${table(list, done)}\n`);
  });

  for (const name of names) {
    describe(name, () => {
      for (const [index, { title, expected }] of list.entries()) {
        test(title, LIMIT, async () => {
          const { tests, taken } = await runs[name];
          const { status, failureMessages } = tests.get(title) ?? { status: "not run" };
          assert.equal(status, "passed", failureMessages?.join("\n"));
          const [least, most] = expected.taken;
          assert.ok(taken[index] >= least && taken[index] <= most, `the server took it ${taken[index]} times`);
        });
      }

      test("has no other tests", LIMIT, async () => {
        const { tests } = await runs[name];
        assert.deepEqual([...tests.keys()].toSorted(), titles(list).toSorted());
      });
    });
  }
});

/** Packages that are wrong on purpose: what is replaced in their error classes, and which rows must show it. */
const BROKEN = {
  "takes delivery for certain": {
    from: /\},\s*properties\)/g,
    to: '},properties,{ delivery: "not-sent" })',
    shows: ({ expected }) => expected.delivery !== "not-sent",
  },
  "has another code": { from: /"timeout"/g, to: '"late"', shows: ({ expected }) => expected.code === "timeout" },
  "is no instance of its class": {
    from: /mark\(name\)\s*in value/g,
    to: "false",
    shows: () => true,
  },
};

for (const [kind, { from, to, shows }] of Object.entries(BROKEN)) {
  test(`a package that ${kind} is caught`, LIMIT, async (t) => {
    const project = await layProject(async (folder) => {
      for (const file of ["errors.js", "cjs/errors.js"]) {
        const text = await readFile(join(folder, file), "utf8");
        assert.match(text, from, file);
        await writeFile(join(folder, file), text.replaceAll(from, to));
      }
    });
    t.after(() => removeProject(project));
    for (const name of ["Jest, node", "Vitest, node"]) {
      const { tests } = await runProject(name, project, list);
      const failed = list.filter(({ title }) => tests.get(title)?.status === "failed");
      assert.deepEqual(titles(failed), titles(list.filter(shows)), name);
    }
  });
}
