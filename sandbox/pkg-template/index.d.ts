/** What can be chosen for a sandbox. */
export interface SandboxOptions {
  /** The only client id that is let in. Default: any that is not empty. Goes together with `clientSecret`. */
  clientId?: string;
  /** The only client secret that is let in. Default: any that is not empty. Goes together with `clientId`. */
  clientSecret?: string;
  /** The only instance numbers there are; others answer 400. Default: all from 1. */
  instances?: readonly number[];
  /** How many messages are kept, the oldest going for a new one. Default: 1000; at most 100,000, or what fits in 192 MiB. */
  keep?: number;
  /**
   * How many bytes of media are kept, as decoded, the oldest going for new ones; their messages stay, and then answer 410
   * for the media. Default: 268,435,456 (256 MiB).
   */
  mediaBytes?: number;
  /**
   * Path of a file that keeps messages and media over restarts, in Node, Deno or Bun; it is made where there is none.
   * `createSandbox` rejects with an Error when it is in use, damaged or none of a sandbox, and leaves it as it is. A send
   * is answered when its message is on the disk. Default: nothing is kept.
   */
  data?: string;
  /** Origins whose pages may use `/_sandbox/`, for instance `http://localhost:3000`. Default: its own alone. */
  origins?: readonly string[];
  /** Is called with each message once it is kept. What it throws fails the call that brought the message. */
  onMessage?: (message: ReceivedMessage) => void;
  /** The faults that there are from the start, and again after a reset. Default: none. */
  faults?: readonly Fault[];
  /** Decides which calls meet a fault with a `probability`: a whole number from 0 to 2^53 - 1. Default: 0. */
  seed?: number;
  /**
   * Fetches the PDFs that are to be read, and posts the messages of `inbound`. Default: the global `fetch`, looked up at
   * each call.
   */
  fetch?: (url: string, init: RequestInit & { signal: AbortSignal }) => Promise<Response>;
}

/** How messages are waited for. */
export interface WaitOptions {
  /** Milliseconds, up to 120000. Default: 4000, less than the 5 s after which Vitest, Jest and Bun end a test. */
  timeout?: number;
  /** Ends the waiting. */
  signal?: AbortSignal;
}

/** A message from outside, for a URL of yours. */
export interface InboundMessage {
  /** Where it is posted to: `http` or `https`. */
  url: string | URL;
  /** The secret that the receiver knows the gateway by. */
  token: string;
  /** Whether it was sent to a person or to a group. Default: `individual`. */
  type?: "individual" | "group";
  /** The number of the gateway that it came to; a string, as the API has it. Default: `"1"`. */
  instance_id?: string;
  /** Phone number of the gateway. Default: `12025550100`. */
  gateway_number?: string;
  /** Phone number of the sender. */
  number: string;
  /** What was written. */
  message: string;
}

/** What the URL answered. */
export interface InboundAnswer {
  /** The status code. */
  status: number;
  /** Up to 64 KiB of it. */
  body: string;
  /** Milliseconds. */
  duration: number;
}

/** Where a sandbox listens. */
export interface ListenOptions {
  /** Default: 9470. 0 takes any free port. */
  port?: number;
  /** Default: 127.0.0.1. */
  host?: string;
  /**
   * Answers what is not the sandbox's own, so that an admin page of yours can be of its origin: is asked for each GET and
   * HEAD whose path begins with none of `/v1/`, `/v3/` and `/_sandbox/`. Where it gives no Response, the sandbox answers
   * that there is no such path. The path is as it came: not decoded, and without its query.
   */
  pages?: (path: string) => Response | undefined | Promise<Response | undefined>;
}

/** A server. */
export interface Listening {
  /** For instance `http://127.0.0.1:9470`: the base URL for a client. */
  readonly url: string;
  /** The port, also where 0 was asked for. */
  readonly port: number;
  /** Ends the server and its connections. */
  close(): Promise<void>;
}

/** A sandbox. */
export interface Sandbox {
  /**
   * Answers a request with no server at all, in the shape of the global `fetch`. The host of the URL does not matter.
   * Rejects with the signal's reason when it is aborted.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /**
   * What it received, newest first: all, or what matches a query such as `kind:image group:"Muscle Men"`; the README has
   * the whole language. Rejects with a TypeError that names a fault in the query.
   */
  messages(query?: string): Promise<ReceivedMessage[]>;
  /**
   * Waits until a message matches a query, one that is there already included. With `count` it waits for as many.
   *
   * @returns The newest that matches; with `count`, all that match, newest first.
   * @throws {Error} When the time is over. The message tells what came instead, and the stack begins with your line.
   * @throws {TypeError} When the query or an option is wrong; the message names the fault.
   * @throws The signal's reason, when it fires.
   * @example
   * const message = await sandbox.waitFor("to:12025550101 kind:text");
   * const both = await sandbox.waitFor("kind:image", { count: 2, timeout: 10_000 });
   */
  waitFor(query: string, options: WaitOptions & { count: number }): Promise<ReceivedMessage[]>;
  waitFor(query?: string, options?: WaitOptions & { count?: undefined }): Promise<ReceivedMessage>;
  /**
   * Posts a message from outside to a URL of yours, as the gateway of an Enterprise account does. Redirects are not
   * followed.
   *
   * @throws {TypeError} When a field is missing, unknown or wrong; the message names it.
   * @throws {Error} When the URL gave no answer within 10 s.
   * @example
   * const { status } = await sandbox.inbound({
   *   url: "http://127.0.0.1:3000/incoming",
   *   token: "sandbox-token",
   *   number: "12025550101",
   *   message: "Hello back",
   * });
   */
  inbound(message: InboundMessage): Promise<InboundAnswer>;
  /** Calls that go wrong on purpose. */
  readonly faults: Faults;
  /**
   * Makes it as new, so that tests can share a sandbox: forgets all messages and PDF jobs, and all faults but those of
   * the option, which start anew. The file of `data` has it before it has what comes next.
   */
  reset(): void;
  /**
   * Serves the sandbox on `node:http`, in Node, Deno or Bun. Rejects with the system's error when the port is taken
   * (`code` is `EADDRINUSE`), and with a TypeError that names a wrong option.
   */
  listen(options?: ListenOptions): Promise<Listening>;
  /** Ends its servers, all that is under way, and the use of its file; what waits, and later calls, reject. */
  close(): Promise<void>;
}

/** The faults of a sandbox. */
export interface Faults {
  /**
   * Adds faults behind those that are there. The first that applies to a call decides.
   *
   * @throws {TypeError} When one is wrong; the message names it and its member, and none is added.
   * @example
   * // The next message to this number is taken, and then the connection breaks.
   * sandbox.faults.add({ match: "to:12025550101", times: 1, action: "reset", when: "after" });
   */
  add(...faults: Fault[]): void;
  /** All faults, used up or not, in their order. */
  list(): UsedFault[];
  /** Forgets all faults, those of the option too. */
  clear(): void;
}

/** Which calls go wrong, how often, and in which way. */
export type Fault = StatusFault | ConnectionFault | SlowFault | TruncateFault | MalformedFault;

/** A fault, and how many calls it has met. */
export type UsedFault = Fault & { readonly used: number };

/** Which calls meet a fault, and how often. A call counts whether it would be accepted or refused. */
export interface FaultRule {
  /**
   * The calls, in the language that messages are searched in, such as `to:1202 kind:text` or `path:/v1/translation`;
   * `id:` and `duplicate:` are of messages alone. Default: every call.
   */
  match?: string;
  /** The only one of these calls that meets it, counted from 1. Not together with `times`. */
  nth?: number;
  /** How many of these calls meet it at most. Default: no end. */
  times?: number;
  /** How likely it is that one of these calls meets it, from 0 to 1. Default: 1. */
  probability?: number;
  /**
   * Decides which calls these are: a whole number from 0 to 2^53 - 1. Default: the sandbox's `seed`, of which each
   * fault has a sequence of its own.
   */
  seed?: number;
}

/** Another answer. */
export interface StatusFault extends FaultRule {
  action: "status";
  /** From 200 to 599. */
  status: number;
  /** Headers beside those of the body, such as `retry-after`; your own `content-type` takes the place of the body's. */
  headers?: Readonly<Record<string, string>>;
  /**
   * A text, or an object or array that is sent as JSON; an empty text has no content type. Default: an `error_message`.
   * 204, 205 and 304 have no body.
   */
  body?: string | object;
  /**
   * Whether the call is carried out first: `after`, a message is accepted and its sender does not learn of it. Default:
   * `before`.
   */
  when?: "before" | "after";
}

/** No answer: the connection is reset, or stays open until one side closes it. */
export interface ConnectionFault extends FaultRule {
  action: "reset" | "hang";
  /**
   * Whether the call is carried out first: `after`, a message is accepted and its sender does not learn of it. Default:
   * `before`.
   */
  when?: "before" | "after";
}

/** The right answer, late, in drips, or both. */
export type SlowFault = LateFault | DrippingFault;

/** The right answer, late. */
export interface LateFault extends FaultRule {
  action: "slow";
  /** Milliseconds until the answer begins, up to 2^31 - 1. */
  delay: number;
  /** How fast the body comes then. Default: at once. */
  bytesPerSecond?: number;
}

/** The right answer, in drips. */
export interface DrippingFault extends FaultRule {
  action: "slow";
  /** Milliseconds until the answer begins, up to 2^31 - 1. Default: 0. */
  delay?: number;
  /** How fast the body comes: a whole number from 1. */
  bytesPerSecond: number;
}

/** The right answer, whose body breaks off in the middle of the announced length. */
export interface TruncateFault extends FaultRule {
  action: "truncate";
}

/** An answer to a call that was carried out, and that nobody understands. */
export interface MalformedFault extends FaultRule {
  action: "malformed";
  /** `json`: status 200 with JSON that breaks off. `http`: no HTTP at all. Default: `json`. */
  what?: "json" | "http";
}

/**
 * Makes a sandbox.
 *
 * @throws {TypeError} When an option is unknown or has a wrong value; the message names it.
 * @throws {Error} When the file of `data` can not be used; the message says why.
 * @example
 * const sandbox = await createSandbox();
 * const client = new WhatsMate({ clientId: "me@example.com", clientSecret: "sandbox-secret", fetch: sandbox.fetch });
 */
export function createSandbox(options?: SandboxOptions): Promise<Sandbox>;

/** What `GET /_sandbox/messages/{id}` answers. The fields bear their names on the wire, and stand as they came. */
export interface ReceivedMessage {
  /** The UUID that the send was answered with. */
  id: string;
  /** ISO 8601 in UTC. */
  receivedAt: string;
  /**
   * How many times the same content has come, this message included: to the same path, with the same fields and the same
   * file, each within 10 minutes of the one before. 1 is the first.
   */
  received: number;
  /** Whether the same came before: `received` is more than 1. */
  duplicate: boolean;
  service: "whatsapp" | "telegram";
  instance: number;
  kind: "text" | "url" | "image" | "document" | "audio" | "voice_note";
  /** The path that it was sent to. */
  path: string;
  number?: string;
  group_name?: string;
  group_admin?: string;
  message?: string;
  url?: string;
  /** Also null or empty, where that was sent. */
  caption?: string | null;
  /** Without what the server removes: all but word characters, white space, `-` and `.`. */
  filename?: string;
  /** The filename as it came. */
  originalFilename?: string;
  /** Size in bytes once decoded, and the content type that the bytes themselves show. */
  media?: { size: number; type: string };
}

/** What `GET /_sandbox/messages` answers: newest first. */
export interface ReceivedMessages {
  messages: ReceivedMessage[];
  /** How many match, whatever the limit. */
  total: number;
}
