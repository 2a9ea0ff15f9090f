#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { createSandbox } from "./index.js";

const HELP = `A stand-in for the WhatsMate API that runs offline and keeps what it receives.

Usage: whatsmate-sandbox [--port N] [--host H] [--faults FILE] [--seed N]

  --port N       port to listen on; 0 takes any free one (default: 9470)
  --host H       host to listen on (default: 127.0.0.1)
  --faults FILE  calls that are to go wrong: a JSON array of faults, see the README
  --seed N       seed of the faults that come by chance (default: 0)
  --help         show this

Any client id and secret will do. What was received: GET /_sandbox/messages`;

class UsageError extends Error {}

function readArguments() {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        port: { type: "string" },
        host: { type: "string" },
        faults: { type: "string" },
        seed: { type: "string" },
        help: { type: "boolean" },
      },
    }));
  } catch (error) {
    throw new UsageError(error.message);
  }
  const { port, host, faults, seed, help } = values;
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    throw new UsageError(`--port must be a whole number from 0 to 65535, not "${port}"`);
  }
  if (seed !== undefined && !(/^\d+$/.test(seed) && Number.isSafeInteger(Number(seed)))) {
    throw new UsageError(`--seed must be a whole number from 0, not "${seed}"`);
  }
  const number = (text) => (text === undefined ? undefined : Number(text));
  return { help, faults, seed: number(seed), listen: { port: number(port), host } };
}

async function createFaulty(file, seed) {
  try {
    return await createSandbox({ faults: JSON.parse(await readFile(file, "utf8")), seed });
  } catch (error) {
    throw new UsageError(`--faults ${file}: ${error.message}`);
  }
}

async function main() {
  const { help, faults, seed, listen } = readArguments();
  if (help) {
    console.log(HELP);
    return;
  }
  const sandbox = await (faults === undefined ? createSandbox({ seed }) : createFaulty(faults, seed));
  const { url } = await sandbox.listen(listen);
  const { version } = JSON.parse(await readFile(new URL("./package.json", import.meta.url), "utf8"));
  console.log(`whatsmate-sandbox ${version}: ${url}`);
  console.log("Messages go nowhere and translations are stand-ins. Press Ctrl+C to end.");
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => sandbox.close());
  }
}

function explain(error) {
  switch (error.code) {
    case "EADDRINUSE":
      return `port ${error.port} is taken; choose another with --port N, or any free one with --port 0`;
    case "EACCES":
      return `port ${error.port} needs more rights; choose another with --port N`;
    default:
      return error.message;
  }
}

main().catch((error) => {
  console.error(`whatsmate-sandbox: ${explain(error)}`);
  if (error instanceof UsageError) {
    console.error("Try --help.");
  }
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
