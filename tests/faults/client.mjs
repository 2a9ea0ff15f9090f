// Makes the calls it is told of, one line of JSON each, and tells what came of them. Runs in every runtime.
//
// Its argument is the package's entry. It ends when its input does.
import process from "node:process";
import { watchLag } from "./lag.mjs";
import { find, makeCall } from "./outcome.mjs";

const library = await import(process.argv[2]);
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

let rest = "";
process.stdin.setEncoding("utf8");
for await (const text of process.stdin) {
  const lines = (rest + text).split("\n");
  rest = lines.pop();
  for (const line of lines) {
    const job = JSON.parse(line);
    makeCall(library, job, lag).then(tell, (error) => tell({ id: job.id, failed: String(error?.stack ?? error) }));
  }
}
