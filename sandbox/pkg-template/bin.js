#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import { constants } from "node:os";
import { HELP, UsageError, ofFlag, readFlags } from "./flags.js";
import { createSandbox } from "./index.js";
import { line } from "./line.js";

async function main() {
  const { help, quiet, listen, faults: file, sandbox: options } = readFlags(process.argv.slice(2));
  if (help) {
    console.log(HELP);
    return;
  }
  // Whoever reads the lines may stop before the sandbox does.
  process.stdout.on("error", () => {});
  const onMessage = quiet ? undefined : (message) => console.log(line(message));
  const faults = file === undefined ? undefined : await readFaults(file);
  const sandbox = await createSandbox({ ...options, faults, onMessage }).catch((error) => {
    throw error.message.startsWith("faults") ? new UsageError(`--faults ${file}: ${error.message}`) : error;
  });
  const { url } = await sandbox.listen(listen).catch(async (error) => {
    await sandbox.close();
    throw error;
  });
  // Before anybody knows that it runs.
  endOnSignal(sandbox);
  const { version } = JSON.parse(await readFile(new URL("./package.json", import.meta.url), "utf8"));
  console.log(`whatsmate-sandbox ${version}: ${url}`);
  console.log("Messages go nowhere and translations are stand-ins. Press Ctrl+C to end.");
}

async function readFaults(file) {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new UsageError(`--faults ${file}: ${error.message}`);
  }
}

/** The first signal ends the sandbox in peace, the second one at once. */
function endOnSignal(sandbox) {
  let isEnding = false;
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      if (isEnding) {
        process.exit(128 + constants.signals[signal]);
      }
      isEnding = true;
      sandbox.close();
    });
  }
}

function explain(error) {
  switch (error.code) {
    case "EADDRINUSE":
      return `port ${error.port} is taken; choose another with --port N, or any free one with --port 0`;
    case "EACCES":
      return `port ${error.port} needs more rights; choose another with --port N`;
    default:
      return error instanceof TypeError ? ofFlag(error.message) : error.message;
  }
}

main().catch((error) => {
  const isUsage = error instanceof UsageError || error instanceof TypeError;
  console.error(`whatsmate-sandbox: ${explain(error)}`);
  if (isUsage) {
    console.error("Try --help.");
  }
  process.exitCode = isUsage ? 2 : 1;
});
