// `npm start`: builds both packages, starts the sandbox with the page at its address, and makes every call.
import { build } from "./build.mjs";
import { everyCall, serveFile } from "./lib/every-call.mjs";
import { Failure, report } from "./lib/run.mjs";
import { page } from "./lib/site.mjs";

const PORT = 9470;

async function start(once) {
  await build();
  // Not at the top: they are only just built.
  const { createSandbox } = await import("../sandbox/pkg/index.js");
  const { WhatsMate } = await import("../pkg/index.js");

  const sandbox = await createSandbox();
  const server = await sandbox.listen({ port: PORT, pages: page }).catch(async (error) => {
    await sandbox.close();
    throw error.code === "EADDRINUSE" ? new Failure(`Port ${PORT} is taken. Does a sandbox run already? Then open http://127.0.0.1:${PORT}, or end it.`) : error;
  });
  const sample = await serveFile("examples/media/report.pdf");
  const credentials = { clientId: "someone@example.com", clientSecret: "any-secret-will-do" };
  const client = new WhatsMate({ ...credentials, baseUrl: server.url });

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
    await server.close();
    await sandbox.close();
    return;
  }
  console.log(`\nOpen ${server.url} to send and see. The sandbox takes any credentials; end it with Ctrl-C.`);
}

function line(call, answer, id, time) {
  return `${call.padEnd(36)} ${answer.padEnd(42)} ${id.padEnd(38)} ${time.padStart(9)}`;
}

const [option, ...more] = process.argv.slice(2);
if (more.length > 0 || (option !== undefined && option !== "--once")) {
  report(new Failure("npm start takes one option: --once, to end after the table"));
} else {
  await start(option === "--once").catch(report);
}
