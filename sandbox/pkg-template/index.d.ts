/** What can be chosen for a sandbox. */
export interface SandboxOptions {
  /** The only client id that is let in. Default: any that is not empty. Goes together with `clientSecret`. */
  clientId?: string;
  /** The only client secret that is let in. Default: any that is not empty. Goes together with `clientId`. */
  clientSecret?: string;
  /** How many messages are kept, the oldest going for a new one. Default: 1000. */
  keep?: number;
  /** The only instance numbers there are; others answer 400. Default: all from 1. */
  instances?: readonly number[];
  /** Fetches the PDFs that are to be read. Default: the global `fetch`, looked up at each call. */
  fetch?: (url: string, init: { signal: AbortSignal }) => Promise<Response>;
}

/** Where a sandbox listens. */
export interface ListenOptions {
  /** Default: 9470. 0 takes any free port. */
  port?: number;
  /** Default: 127.0.0.1. */
  host?: string;
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
  /** Forgets all messages and PDF jobs, so that tests can share a sandbox. */
  reset(): void;
  /**
   * Serves the sandbox on `node:http`, in Node, Deno or Bun. Rejects with the system's error when the port is taken
   * (`code` is `EADDRINUSE`), and with a TypeError that names a wrong option.
   */
  listen(options?: ListenOptions): Promise<Listening>;
  /** Ends its servers and the PDFs under way; later calls of `fetch` reject. */
  close(): Promise<void>;
}

/**
 * Makes a sandbox.
 *
 * @throws {TypeError} When an option is unknown or has a wrong value; the message names it.
 * @example
 * const sandbox = await createSandbox();
 * const client = new WhatsMate({ clientId: "me", clientSecret: "any", fetch: sandbox.fetch });
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
