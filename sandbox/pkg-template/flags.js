import { parseArgs } from "node:util";

export const HELP = `A stand-in for the WhatsMate API that runs offline and keeps what it receives.

Usage: whatsmate-sandbox [flags]

  --port N            port to listen on; 0 takes any free one (default: 9470)
  --host H            host to listen on (default: 127.0.0.1)
  --client-id ID      let in nobody but this client id; with --client-secret
  --client-secret S   and this secret. Make one up: others on this machine can
                      see it. (default: any id and secret that are not empty)
  --instance N,N      the only instance numbers there are (default: all)
  --keep N            how many messages are kept (default: 1000)
  --media-bytes N     how many bytes of media are kept (default: 268435456)
  --data FILE         keep the messages in this file, over restarts
  --origin URL        let pages of this origin use /_sandbox/, too; repeatable
  --faults FILE       calls that are to go wrong: a JSON array of faults, see the
                      README
  --seed N            seed of the faults that come by chance (default: 0)
  --quiet             print no line for each message
  --help              show this

What was received: GET /_sandbox/messages`;

/** What is wrong with the command line. */
export class UsageError extends Error {}

const text = { type: "string" };
const FLAGS = {
  port: text,
  host: text,
  "client-id": text,
  "client-secret": text,
  instance: text,
  keep: text,
  "media-bytes": text,
  data: text,
  origin: { type: "string", multiple: true },
  faults: text,
  seed: text,
  quiet: { type: "boolean" },
  help: { type: "boolean" },
};

/** Flags whose option has another name than theirs in camel case. */
const NAMES = { instances: "instance", origins: "origin" };

/**
 * Reads the command line: `{ help, quiet, faults, listen, sandbox }`. `faults` is the name of a file; the last two are
 * options of `listen` and `createSandbox`, still unchecked.
 *
 * @param {string[]} args
 * @throws {UsageError} When a flag is unknown or has no value.
 */
export function readFlags(args) {
  let flags;
  try {
    flags = parseArgs({ args, options: FLAGS }).values;
  } catch (error) {
    throw new UsageError(error.message);
  }
  const { help, quiet, host, data, faults, origin: origins } = flags;
  return {
    help,
    quiet,
    faults,
    listen: { port: number(flags.port), host },
    sandbox: {
      clientId: flags["client-id"],
      clientSecret: flags["client-secret"],
      instances: flags.instance?.split(",").map(number),
      keep: number(flags.keep),
      mediaBytes: number(flags["media-bytes"]),
      data,
      origins,
      seed: number(flags.seed),
    },
  };
}

/** What is wrong with an option, told of its flag: its name comes first, and others are in camel case. */
export function ofFlag(message) {
  const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return message.replace(/^\w+|\b[a-z]+[A-Z]\w*/g, (name) => `--${NAMES[name] ?? kebab(name)}`);
}

/** No number for what is none, which the check of the option then refuses. */
function number(text) {
  return text === undefined ? undefined : /^\d+$/.test(text) ? Number(text) : NaN;
}
