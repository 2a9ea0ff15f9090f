import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { HELP, UsageError, ofFlag, readFlags } from "../pkg/flags.js";
import { createSandbox } from "../pkg/index.js";

/** What is set of the options of a command line. */
function options(...args) {
  const { listen, sandbox } = readFlags(args);
  return Object.fromEntries(Object.entries({ ...listen, ...sandbox }).filter(([, value]) => value !== undefined));
}

test("each flag is an option", () => {
  assert.deepEqual(options(), {});
  assert.deepEqual(
    options(
      ...["--port", "0", "--host", "::1", "--client-id", "a", "--client-secret=-b", "--instance", "1,22", "--keep", "5"],
      ...["--media-bytes", "7", "--data", "x", "--origin", "http://a.example", "--origin", "http://b.example"],
    ),
    {
      port: 0,
      host: "::1",
      clientId: "a",
      clientSecret: "-b",
      instances: [1, 22],
      keep: 5,
      mediaBytes: 7,
      data: "x",
      origins: ["http://a.example", "http://b.example"],
    },
  );
  assert.equal(readFlags(["--quiet"]).quiet, true);
  assert.equal(readFlags([]).quiet, undefined);
});

test("numbers are digits and nothing else", () => {
  for (const text of ["", " ", "x", "-1", "1.5", "1e3", "0x10", "１"]) {
    assert.deepEqual(options(`--keep=${text}`), { keep: NaN }, text);
  }
  assert.deepEqual(options("--instance", "1,,2"), { instances: [1, NaN, 2] });
});

test("what is no flag is refused", () => {
  for (const args of [["--prot", "1"], ["serve"], ["--keep"], ["--quiet=1"], ["-p", "1"]]) {
    assert.throws(() => readFlags(args), UsageError, args.join(" "));
  }
});

test("what is wrong with an option is told of its flag", async () => {
  for (const [args, message] of [
    [["--keep", "0"], "--keep must be a whole number from 1 to 100000"],
    [["--media-bytes", "x"], "--media-bytes must be a whole number from 0"],
    [["--instance", "1,x"], "--instance must be a list of whole numbers from 1"],
    [["--origin", "localhost"], '--origin must be a list of origins, such as "http://localhost:3000"'],
    [["--client-id", "a"], "--client-id must be given together with --client-secret"],
    [["--data", ""], "--data must be a string that is not empty"],
  ]) {
    const error = await createSandbox(readFlags(args).sandbox).catch((error) => error);
    assert.equal(ofFlag(error.message), message);
  }
});

test("help and README have each flag", async () => {
  const readme = await readFile(new URL("../pkg/README.md", import.meta.url), "utf8");
  const named = (text) => [...new Set(text.match(/--[a-z][a-z-]*/g))].sort();
  assert.deepEqual(named(readme.match(/^\| `--.*$/gm).join("\n")), named(HELP));
});
