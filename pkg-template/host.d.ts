/**
 * The global of that name, as whichever library declares it sees it: lib.dom, `@types/node`, Deno, Bun. Where none does,
 * what stands beside it is enough, so that the package compiles with `lib: ["es2022"]` alone.
 */
type Global<Name extends string, Otherwise> = typeof globalThis extends {
  readonly [Key in Name]: { prototype: infer Instance };
}
  ? Instance
  : Otherwise;

export type URL = Global<"URL", { readonly href: string; readonly protocol: string; readonly searchParams: object }>;

interface Abortable {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

export type AbortSignal = Global<"AbortSignal", Abortable>;

interface Init {
  readonly method: string;
  readonly headers: object;
  readonly redirect: "manual";
  readonly signal: AbortSignal;
  readonly body?: string | object;
  readonly cache?: "no-store";
}

// `never` takes the place of fetch's own first parameter, which differs from library to library.
export type RequestInit = typeof globalThis extends { fetch: (input: never, init?: infer Given) => unknown }
  ? NonNullable<Given>
  : Init;

// `@types/node` has no global HeadersInit.
export type HeadersInit = RequestInit extends { headers?: infer Given }
  ? NonNullable<Given>
  : [string, string][] | Record<string, string>;

/**
 * What is read of an answer of fetch. A `Response` is one, of this realm or of another library.
 */
export interface Answer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

// Without this, the types above that are not marked as exported would be.
export {};
