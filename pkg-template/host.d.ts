/**
 * The global of that name, as whichever library declares it sees it: lib.dom, `@types/node`, Deno, Bun. Where none does,
 * what stands beside it is enough, so that the package compiles with `lib: ["es2022"]` alone.
 */
type Global<Name extends string, Otherwise> = typeof globalThis extends {
  readonly [Key in Name]: { prototype: infer Instance };
}
  ? Instance
  : Otherwise;

/** A URL. */
export type URL = Global<"URL", { readonly href: string; readonly protocol: string; readonly searchParams: object }>;

/** A request, as a server that speaks fetch has it. */
export type Request = Global<"Request", { readonly method: string; readonly url: string; readonly headers: object }>;

/** What such a server answers. */
export type Response = Global<"Response", { readonly status: number; readonly headers: object }>;

/** What is used of an AbortSignal. */
interface Abortable {
  /** Whether it has fired. */
  readonly aborted: boolean;
  /** Why it has fired: an AbortError's `cause`. */
  readonly reason: unknown;
  /** Has a listener called when it fires. */
  addEventListener(type: "abort", listener: () => void): void;
  /** Takes the listener away once the call has ended. */
  removeEventListener(type: "abort", listener: () => void): void;
}

/** A signal, such as `AbortController` has. */
export type AbortSignal = Global<"AbortSignal", Abortable>;

/** What a fetch is given beside the address. */
interface Init {
  /** `"GET"` or `"POST"`. */
  readonly method: string;
  /** A plain object; the secret is in it where there is one. */
  readonly headers: object;
  /** No redirect is followed: the secret must not travel. */
  readonly redirect: "manual";
  /** Fires when the call is cancelled or its time is over. */
  readonly signal: AbortSignal;
  /** Of a POST. */
  readonly body?: string | object;
  /** Of a GET. */
  readonly cache?: "no-store";
}

// `never` takes the place of fetch's own first parameter, which differs from library to library.
/** The second argument of fetch. */
export type RequestInit = typeof globalThis extends { fetch: (input: never, init?: infer Given) => unknown }
  ? NonNullable<Given>
  : Init;

// `@types/node` has no global HeadersInit.
/** Headers, in any form that fetch takes. */
export type HeadersInit = RequestInit extends { headers?: infer Given }
  ? NonNullable<Given>
  : [string, string][] | Record<string, string>;

/**
 * What is read of an answer of fetch. A `Response` is one, of this realm or of another library.
 *
 * @inline
 */
export interface Answer {
  /** The HTTP status. */
  readonly status: number;
  /** The headers, of which `Content-Type` and `Retry-After` and a relay's own are read. */
  readonly headers: {
    /** A header's value; `null` if there is no such header. */
    get(name: string): string | null;
  };
  /** The body, whole. */
  text(): Promise<string>;
}

// Without this, the types above that are not marked as exported would be.
export {};
