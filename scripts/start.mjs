// `npm start`: builds both packages, starts the sandbox with the page at its address, and makes every call. `--relay` puts a
// relay between them.
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { everyCall, serveFile } from "./lib/every-call.mjs";
import { Failure, report } from "./lib/run.mjs";
import { serveRelayed, serveSandbox } from "./lib/serve.mjs";

const PORT = 9470;

async function start({ once, relay }) {
  await build();
  // Not at the top: it is only just built.
  const { WhatsMate } = await import("../pkg/index.js");

  const serve = relay ? serveRelayed : serveSandbox;
  const { url, config, close } = await serve(PORT).catch((error) => {
    throw error.code === "EADDRINUSE" ? new Failure(`Port ${PORT} is taken. Does a sandbox run already? Then open http://127.0.0.1:${PORT}, or end it.`) : error;
  });
  const sample = await serveFile("examples/media/report.pdf");
  const client = new WhatsMate(config);

  console.log(`\n${line("call", "answer", "id", "time")}`);
  const rows = [];
  for await (const row of everyCall(client, sample.url)) {
    rows.push(row);
    console.log(line(row.call, row.answer, row.id, row.time));
  }
  sample.close();
  const failed = rows.filter((row) => row.failed).length;
  console.log(`\n${rows.length - failed} of ${rows.length} calls answered`);
  if (failed > 0) process.exitCode = 1;

  if (once) {
    await close();
    return;
  }
  const credentials = relay ? "The relay has the credentials, and the page none" : "The sandbox takes any credentials";
  console.log(`\nOpen ${url} to send and see. ${credentials}; end it with Ctrl-C.`);
}

function line(call, answer, id, time) {
  return `${call.padEnd(36)} ${answer.padEnd(42)} ${id.padEnd(38)} ${time.padStart(9)}`;
}

function options() {
  try {
    return parseArgs({ options: { once: { type: "boolean" }, relay: { type: "boolean" } } }).values;
  } catch {
    throw new Failure("npm start takes two options: --once, to end after the table, and --relay, to send through a relay");
  }
}

try {
  await start(options());
} catch (error) {
  report(error);
}
