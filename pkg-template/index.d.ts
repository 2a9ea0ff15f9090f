/**
 * The global of that name, as whichever library declares it sees it: lib.dom, `@types/node`, Deno, Bun. Where none does,
 * what stands beside it is enough, so that the package compiles with `lib: ["es2022"]` alone.
 */
type Global<Name extends string, Otherwise> = typeof globalThis extends {
  readonly [Key in Name]: { prototype: infer Instance };
}
  ? Instance
  : Otherwise;

type URL = Global<"URL", { readonly href: string; readonly protocol: string; readonly searchParams: object }>;

interface Abortable {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

type AbortSignal = Global<"AbortSignal", Abortable>;

interface Init {
  readonly method: string;
  readonly headers: object;
  readonly redirect: "manual";
  readonly signal: AbortSignal;
  readonly body?: string | object;
  readonly cache?: "no-store";
}

// `never` takes the place of fetch's own first parameter, which differs from library to library.
type RequestInit = typeof globalThis extends { fetch: (input: never, init?: infer Given) => unknown }
  ? NonNullable<Given>
  : Init;

// `@types/node` has no global HeadersInit.
type HeadersInit = RequestInit extends { headers?: infer Given }
  ? NonNullable<Given>
  : [string, string][] | Record<string, string>;

/**
 * What is read of an answer of fetch. A `Response` is one, of this realm or of another library.
 */
interface Answer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/**
 * How a client reaches the API. Every property is optional, and `undefined` is as good as absent. It is read once: what
 * is changed in the object later has no effect.
 */
export interface WhatsMateConfig {
  /**
   * The client id, an e-mail address. Default: the variable `WHATSMATE_CLIENT_ID`, where the runtime has environment
   * variables and lets us read them without asking. The variables are used as a pair, and only if neither was given.
   */
  clientId?: string | undefined;
  /**
   * The client secret. Default: the variable `WHATSMATE_CLIENT_SECRET`, likewise. Keep it out of pages: see
   * `dangerouslyAllowBrowser`. It is never shown in an error, an event or a URL.
   */
  clientSecret?: string | undefined;
  /**
   * Where the API is. Default: the variable `WHATSMATE_BASE_URL`, else `https://api.whatsmate.net`. In a page it may be
   * relative. Its path is kept, with or without a slash at its end. A user name, a query or a fragment is refused.
   *
   * With a base URL and no credentials, the one who answers there adds them: a relay.
   */
  baseUrl?: string | URL | undefined;
  /**
   * Headers that a relay itself asks for, a bearer or CSRF token, say. Asked for anew before each attempt. Only where
   * there are no credentials.
   */
  headers?: (() => HeadersInit | Promise<HeadersInit>) | undefined;
  /**
   * How long one attempt may take, its answer's body included, in ms, more than 0. Waiting for a place, encoding a file
   * and `headers` are not counted. Default: 60,000, and 1,000 more for each 50,000 bytes of body.
   */
  timeout?: number | undefined;
  /**
   * How long a whole call may take, in ms, more than 0: waiting for a place, encoding, all attempts and the waits between
   * them. Default: none; 600,000 for `wait` and `submitAndWait`.
   */
  deadline?: number | undefined;
  /**
   * How many attempts may follow the first, 0 or more. Default: 2. What is repeated: see the README, "Retries".
   */
  maxRetries?: number | undefined;
  /**
   * Whether a send, submit, translate or extract whose fate is unknown is repeated, too. A message may then arrive twice.
   * Default: false.
   */
  retryUnknown?: boolean | undefined;
  /**
   * How many requests may be under way at once, 1 or more, for all objects made from one {@link WhatsMate}. Further ones
   * wait, first come first served. Default: 32.
   */
  maxConcurrency?: number | undefined;
  /**
   * Whether the documented limits of lengths and sizes are checked before anything is sent. All other checks stay.
   * Default: true.
   */
  enforceLimits?: boolean | undefined;
  /**
   * A fetch to use instead of the global one, which is looked up at each call. It is called with a string and an init
   * that holds `method`, `headers` (a Headers), `redirect: "manual"`, `signal`, and `body` (a string or a Blob) or
   * `cache`. It may answer at once. Of its answer only `status`, `headers.get` and `text` are used.
   */
  fetch?: ((url: string, init: RequestInit) => Answer | Promise<Answer>) | undefined;
  /**
   * Is told of each request, response and retry; never a secret, never a body. What it throws is ignored.
   */
  onEvent?: ((event: WhatsMateEvent) => void) | undefined;
  /**
   * Whether `http` may be used to other hosts than this machine. Everything, the secret too, then travels in clear text.
   * Default: false.
   */
  allowInsecureHttp?: boolean | undefined;
  /**
   * Whether a page or a web worker may hold a `clientSecret`. Whoever opens the page can read it. Not needed where the
   * base URL is on this machine. Default: false.
   */
  dangerouslyAllowBrowser?: boolean | undefined;
}

/**
 * What {@link WhatsMateConfig.onEvent} is told. `endpoint` is the call, such as `"POST /v3/whatsapp/single/text/message"`;
 * `attempt` is 1 for the first.
 */
export type WhatsMateEvent =
  /** An attempt begins. */
  | { type: "request"; endpoint: string; attempt: number }
  /** An answer has come, whole. `duration` is in ms. */
  | { type: "response"; endpoint: string; attempt: number; status: number; duration: number }
  /** An attempt has failed with `error`, and there will be another in `wait` ms. */
  | { type: "retry"; endpoint: string; attempt: number; wait: number; error: WhatsMateError };

/**
 * One account: its messengers, translation and PDF to text, which share a limit of requests under way at once.
 *
 * @example
 * const whatsmate = new WhatsMate({ clientId: "you@example.com", clientSecret: "your secret" });
 * await whatsmate.whatsapp(1).sendText({ number: "12025550123", message: "Hello" });
 */
export class WhatsMate {
  /**
   * Makes a client. Nothing is sent.
   *
   * @throws {InvalidInputError} an option is wrong or unknown, or a credential is missing; `field` is `"config.…"`
   * @throws {WasmUnavailableError} the host forbids WebAssembly
   */
  constructor(config?: WhatsMateConfig);
  /**
   * A WhatsApp gateway.
   *
   * @param instance its number, a safe integer of 1 or more
   * @throws {InvalidInputError} it is none; `field` is `"instance"`
   * @example
   * const whatsapp = whatsmate.whatsapp(1);
   */
  whatsapp(instance: number): WhatsApp;
  /**
   * A Telegram gateway.
   *
   * @param instance its number, a safe integer of 1 or more
   * @throws {InvalidInputError} it is none; `field` is `"instance"`
   * @example
   * const telegram = whatsmate.telegram(1);
   */
  telegram(instance: number): Telegram;
  /** Translation. */
  readonly translation: Translation;
  /** PDF to text. */
  readonly pdf: PdfToText;
}

type ToNumber = {
  /**
   * The recipient's phone number with its country code, 5 to 15 digits (documented limit). One leading "+", white space,
   * dashes, dots and brackets are taken away. It must not start with 0.
   */
  number: string;
  groupName?: undefined;
  groupAdmin?: undefined;
};

/**
 * Who gets a message: a person (`number`) or a group (`groupName` and `groupAdmin`), never both.
 */
export type Recipient =
  | ToNumber
  | {
      number?: undefined;
      /** The group's name, which must be unique: 1 to 150 characters (documented limit). */
      groupName: string;
      /** The phone number of the group's creator, 5 to 30 digits (documented limit), cleaned as `number` is. */
      groupAdmin: string;
    };

/**
 * Who gets a picture or document by WhatsApp: a person (`number`) or a group, which the API finds by its `groupName` alone.
 */
export type NamedGroup =
  | ToNumber
  | {
      number?: undefined;
      /** The group's name, which must be unique: 1 to 150 characters (documented limit). */
      groupName: string;
      /** Accepted and checked, so that one recipient serves all calls, and not sent. */
      groupAdmin?: string | undefined;
    };

type Captioned = {
  /** What is shown with the file, at most 250 characters (documented limit). `null` and `""` stand for none. */
  caption?: string | null | undefined;
};

type Named = Captioned & {
  /**
   * The name that the file is shown under, 1 to 80 characters (documented limit). Of a path only the last part is sent;
   * the API takes out all but word characters, white space, "-" and ".". Default: the name of the File or {@link Media};
   * required with everything else.
   */
  filename?: string | undefined;
};

/** Options of one call. `timeout`, `deadline`, `maxRetries` and `retryUnknown` go before those of the configuration. */
export interface CallOptions {
  /** Ends the call when it fires. The call then rejects with an {@link AbortError}, whose `delivery` tells what is known. */
  signal?: AbortSignal | undefined;
  /** As in {@link WhatsMateConfig.timeout}. */
  timeout?: number | undefined;
  /** As in {@link WhatsMateConfig.deadline}. */
  deadline?: number | undefined;
  /** As in {@link WhatsMateConfig.maxRetries}. */
  maxRetries?: number | undefined;
  /** As in {@link WhatsMateConfig.retryUnknown}. */
  retryUnknown?: boolean | undefined;
}

/** Options of a call that sends a file. */
export interface UploadOptions extends CallOptions {
  /**
   * Is told how far the encoding is, in bytes of the file: first 0, never falling, at last the total. `total` is missing
   * while it is not known. The network is not measured, since fetch does not tell. What it throws is ignored.
   */
  onProgress?: ((progress: { loaded: number; total?: number }) => void) | undefined;
}

/**
 * The API's receipt for a message. Queued is not delivered: a recipient who never registered with the gateway gets
 * nothing, and the API does not tell.
 */
export interface QueuedMessage {
  /** The message's id, any string but the empty one. */
  id: string;
  /** The API's word for its state, `"queued"`. */
  status: string;
}

/** What is read of a Blob or File, whichever library it is from: `fs.openAsBlob(path)` gives one. */
export interface BlobLike {
  /** In bytes. */
  readonly size: number;
  /** A File's name. */
  readonly name?: string;
  /** A part of it. */
  slice(start?: number, end?: number): { arrayBuffer(): Promise<ArrayBuffer> };
  /** Its bytes. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** What is read of a ReadableStream of bytes, whichever library it is from. */
export interface ByteStream {
  /** Whether somebody else reads it. */
  readonly locked: boolean;
  /** Begins to read it. */
  getReader(): {
    read(): Promise<{ done: false; value: Uint8Array } | { done: true; value?: Uint8Array | undefined }>;
    cancel(reason?: unknown): Promise<void>;
  };
}

/** What is read of a Response, whichever library it is from. */
export interface ResponseLike {
  /** Whether its status is one of success; the others are refused. */
  readonly ok: boolean;
  /** The HTTP status. */
  readonly status: number;
  /** Whether it has been read already. */
  readonly bodyUsed: boolean;
  /** Its content. */
  readonly body: ByteStream | AsyncIterable<Uint8Array> | null;
  /** Its content as bytes; not called. */
  arrayBuffer(): Promise<ArrayBuffer>;
  /** Its content as text; not called. */
  text(): Promise<string>;
}

/**
 * A file: a `Blob` or `File`, an `ArrayBuffer`, a typed array or `Buffer`, a `ReadableStream` or another async iterable of
 * bytes, a `Response`, base64 text, or a {@link Media}.
 *
 * `base64` is standard base64 with its padding, or a `data:` URL; white space is allowed. A bare string is refused, since
 * it could be base64, a path or a URL.
 *
 * @example
 * import { openAsBlob } from "node:fs";
 * const image = await openAsBlob("photo.jpg");
 */
export type MediaInput =
  | BlobLike
  | ArrayBuffer
  | ArrayBufferView
  | ByteStream
  | AsyncIterable<Uint8Array>
  | ResponseLike
  | { base64: string }
  | Media;

/**
 * A file, encoded once, to be sent any number of times. It holds the base64 in memory.
 *
 * @example
 * const image = await Media.encode(await openAsBlob("photo.jpg"));
 * for (const number of ["12025550101", "12025550102"]) await whatsapp.sendImage({ number, image });
 */
export class Media {
  private constructor();
  /**
   * Reads and encodes a file. No limit is checked: that depends on what it is sent as.
   *
   * @param input the file
   * @param options `filename`: the name it is shown under, by default the File's own; `signal`: ends the reading;
   *   `onProgress`: as in {@link UploadOptions}
   * @throws {InvalidInputError} the file can not be read (`cause` tells why), is empty or is not what it should be; `field`
   *   is `"input"` or `"options.…"`
   * @throws {AbortError} the signal fired
   * @example
   * const media = await Media.encode(await fetch("https://files.example.com/a.pdf"), { filename: "a.pdf" });
   */
  static encode(
    input: MediaInput,
    options?: {
      filename?: string | undefined;
      signal?: AbortSignal | undefined;
      onProgress?: UploadOptions["onProgress"];
    },
  ): Promise<Media>;
  /** The file's size in bytes. */
  readonly size: number;
  /** The size of its base64 in bytes, which is what the limits of the API are about. */
  readonly encodedSize: number;
  /** The name it is shown under, unless a call gives another. */
  readonly filename: string | undefined;
}

/**
 * One WhatsApp gateway: see {@link WhatsMate.whatsapp}.
 *
 * @example
 * const whatsapp = new WhatsApp({ clientId: "you@example.com", clientSecret: "your secret", instance: 1 });
 */
export class WhatsApp {
  /**
   * Makes a gateway that stands alone.
   *
   * @throws {InvalidInputError} an option is wrong, unknown or missing; `field` is `"config.…"`
   * @throws {WasmUnavailableError} the host forbids WebAssembly
   */
  constructor(config: WhatsMateConfig & { instance: number });
  /** The gateway's number. */
  readonly instance: number;
  /**
   * Sends a text.
   *
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError}, {@link ApiError} or one of its kinds ({@link AuthenticationError},
   *   {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError}, {@link ConnectionError},
   *   {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * await whatsapp.sendText({ number: "+1 202-555-0123", message: "Hello" });
   * await whatsapp.sendText({ groupName: "Neighbours", groupAdmin: "12025550199", message: "Hello" });
   */
  sendText(
    message: Recipient & {
      /** The text, 1 to 900 characters (documented limit). */
      message: string;
    },
    options?: CallOptions,
  ): Promise<QueuedMessage>;
  /**
   * Sends a link.
   *
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError}, {@link ApiError} or one of its kinds ({@link AuthenticationError},
   *   {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError}, {@link ConnectionError},
   *   {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * await whatsapp.sendUrl({ number: "12025550123", url: "https://example.com/menu" });
   */
  sendUrl(
    message: Recipient & {
      /** The link, 1 to 900 characters (documented limit). A string is sent as it is, a URL as its `href`. */
      url: string | URL;
    },
    options?: CallOptions,
  ): Promise<QueuedMessage>;
  /**
   * Sends a picture.
   *
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError} (a file that can not be read is one, too), {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * await whatsapp.sendImage({ number: "12025550123", image: await openAsBlob("photo.jpg"), caption: "The lake" });
   */
  sendImage(
    message: NamedGroup &
      Captioned & {
        /** The picture, at most 6 MB after base64 (documented limit): 4,718,592 bytes, a MB being 2^20. */
        image: MediaInput;
      },
    options?: UploadOptions,
  ): Promise<QueuedMessage>;
  /**
   * Sends a document.
   *
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError} (a file that can not be read is one, too), {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * const report = await openAsBlob("report.pdf");
   * await whatsapp.sendDocument({ groupName: "Neighbours", document: report, filename: "report.pdf" });
   */
  sendDocument(
    message: NamedGroup &
      Named & {
        /** The document, at most 9 MB after base64 (documented limit): 7,077,888 bytes, a MB being 2^20. */
        document: MediaInput;
      },
    options?: UploadOptions,
  ): Promise<QueuedMessage>;
}

/**
 * One Telegram gateway: see {@link WhatsMate.telegram}. Every call to a group takes its `groupAdmin`.
 *
 * @example
 * const telegram = new Telegram({ clientId: "you@example.com", clientSecret: "your secret", instance: 1 });
 */
export class Telegram {
  /**
   * Makes a gateway that stands alone.
   *
   * @throws {InvalidInputError} an option is wrong, unknown or missing; `field` is `"config.…"`
   * @throws {WasmUnavailableError} the host forbids WebAssembly
   */
  constructor(config: WhatsMateConfig & { instance: number });
  /** The gateway's number. */
  readonly instance: number;
  /**
   * Sends a text.
   *
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError}, {@link ApiError} or one of its kinds ({@link AuthenticationError},
   *   {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError}, {@link ConnectionError},
   *   {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * await telegram.sendText({ number: "12025550123", message: "Hello" });
   */
  sendText(
    message: Recipient & {
      /** The text, 1 to 900 characters (documented limit). */
      message: string;
    },
    options?: CallOptions,
  ): Promise<QueuedMessage>;
  /**
   * Sends a picture.
   *
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError} (a file that can not be read is one, too), {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * await telegram.sendImage({ number: "12025550123", image: await openAsBlob("photo.jpg") });
   */
  sendImage(
    message: Recipient &
      Captioned & {
        /** The picture, at most 6 MB after base64 (documented limit): 4,718,592 bytes, a MB being 2^20. */
        image: MediaInput;
      },
    options?: UploadOptions,
  ): Promise<QueuedMessage>;
  /**
   * Sends a document.
   *
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError} (a file that can not be read is one, too), {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * const report = await openAsBlob("report.pdf");
   * await telegram.sendDocument({ number: "12025550123", document: report, filename: "report.pdf" });
   */
  sendDocument(
    message: Recipient &
      Named & {
        /** The document, at most 9 MB after base64 (documented limit): 7,077,888 bytes, a MB being 2^20. */
        document: MediaInput;
      },
    options?: UploadOptions,
  ): Promise<QueuedMessage>;
  /**
   * Sends an audio file, which is shown as music.
   *
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError} (a file that can not be read is one, too), {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * await telegram.sendAudio({ number: "12025550123", audio: await openAsBlob("jingle.mp3"), filename: "jingle.mp3" });
   */
  sendAudio(
    message: Recipient &
      Named & {
        /** The recording, at most 3 MB after base64 (documented limit): 2,359,296 bytes, a MB being 2^20. */
        audio: MediaInput;
      },
    options?: UploadOptions,
  ): Promise<QueuedMessage>;
  /**
   * Sends a voice note.
   *
   * @returns the API's receipt, once the message is queued
   * @throws {@link InvalidInputError} (a file that can not be read is one, too), {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * const note = await openAsBlob("voice-note.opus");
   * await telegram.sendVoiceNote({ number: "12025550123", voiceNote: note, filename: "voice-note.opus" });
   */
  sendVoiceNote(
    message: Recipient &
      Named & {
        /** The recording, at most 3 MB after base64 (documented limit): 2,359,296 bytes, a MB being 2^20. */
        voiceNote: MediaInput;
      },
    options?: UploadOptions,
  ): Promise<QueuedMessage>;
}

/**
 * Translation: see {@link WhatsMate.translation}.
 *
 * @example
 * const translation = new Translation({ clientId: "you@example.com", clientSecret: "your secret" });
 */
export class Translation {
  /**
   * Makes one that stands alone.
   *
   * @throws {InvalidInputError} an option is wrong or unknown, or a credential is missing; `field` is `"config.…"`
   * @throws {WasmUnavailableError} the host forbids WebAssembly
   */
  constructor(config?: WhatsMateConfig);
  /**
   * Translates a text. Costs quota. A trial account has 10 translations (documented limit).
   *
   * @returns the translation
   * @throws {@link InvalidInputError}, {@link ApiError} or one of its kinds ({@link AuthenticationError},
   *   {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError}, {@link ConnectionError},
   *   {@link TimeoutError} or {@link AbortError}
   * @example
   * const spanish = await whatsmate.translation.translate({ fromLang: "en", toLang: "es", text: "Hello" });
   */
  translate(
    text: {
      /** The text's language: a code such as `"de"` or `"zh-TW"`, letters and dashes only. */
      fromLang: string;
      /** The language to translate into, likewise. */
      toLang: string;
      /** The text, 1 to 3500 characters (documented limit). */
      text: string;
    },
    options?: CallOptions,
  ): Promise<string>;
  /**
   * Asks which languages there are.
   *
   * @returns the languages' names by their codes, such as `{ "zh-CN": "Chinese (Simplified)" }`
   * @throws {@link InvalidInputError}, {@link ApiError} or one of its kinds ({@link AuthenticationError},
   *   {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError}, {@link ConnectionError},
   *   {@link TimeoutError} or {@link AbortError}
   * @example
   * const names = await whatsmate.translation.supportedCodes();
   */
  supportedCodes(options?: CallOptions): Promise<Record<string, string>>;
}

/** The state of a PDF job. */
export interface PdfJob {
  /** The job's id. */
  id: string;
  /**
   * The API's word for its state. `"Completed"`: its text can be retrieved. One that starts with `"Failed"`: there will be
   * none, and the reason follows. Any other, such as `"submitted"` or `"Processing"`: keep waiting.
   */
  status: string;
}

/** Options of waiting for a PDF job. `deadline` is 600,000 ms unless it is given here or in the configuration. */
export interface WaitOptions extends CallOptions {
  /** The time between two looks at the job in ms, more than 0. Default: 2,000, growing by half each time up to 30,000. */
  pollInterval?: number | undefined;
  /** Is told the job's state after each look. What it throws is ignored. */
  onStatus?: ((job: PdfJob) => void) | undefined;
}

/**
 * PDF to text: see {@link WhatsMate.pdf}. The API fetches the PDF from its address, so it must be reachable from there.
 *
 * @example
 * const pdf = new PdfToText({ clientId: "you@example.com", clientSecret: "your secret" });
 */
export class PdfToText {
  /**
   * Makes one that stands alone.
   *
   * @throws {InvalidInputError} an option is wrong or unknown, or a credential is missing; `field` is `"config.…"`
   * @throws {WasmUnavailableError} the host forbids WebAssembly
   */
  constructor(config?: WhatsMateConfig);
  /**
   * Extracts the text of a small PDF, up to 1 MB (documented limit; the API checks it). Costs quota. A trial account has
   * 20 PDF calls (documented limit).
   *
   * @param url the PDF's address, http or https
   * @returns the text
   * @throws {@link InvalidInputError}, {@link ApiError} (status 500: the PDF can not be fetched or read) or one of its
   *   kinds ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}),
   *   {@link UnexpectedResponseError}, {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}
   * @example
   * const text = await whatsmate.pdf.extract("https://files.example.com/report.pdf");
   */
  extract(url: string | URL, options?: CallOptions): Promise<string>;
  /**
   * Submits a job for a PDF of any size.
   *
   * @param url the PDF's address, http or https
   * @returns the job; its `id` is for the calls below
   * @throws {@link InvalidInputError}, {@link ApiError} or one of its kinds ({@link AuthenticationError},
   *   {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError}, {@link ConnectionError},
   *   {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * const job = await whatsmate.pdf.submit("https://files.example.com/book.pdf");
   */
  submit(url: string | URL, options?: CallOptions): Promise<PdfJob>;
  /**
   * Asks for a job's state. A job that has failed is no error here: its `status` says so.
   *
   * @param jobId letters, digits, "-" and "_" only
   * @returns the job
   * @throws {@link InvalidInputError}, {@link ApiError} or one of its kinds ({@link AuthenticationError},
   *   {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError}, {@link ConnectionError},
   *   {@link TimeoutError} or {@link AbortError}
   * @example
   * const { status } = await whatsmate.pdf.check(job.id);
   */
  check(jobId: string, options?: CallOptions): Promise<PdfJob>;
  /**
   * Fetches a job's text.
   *
   * @param jobId letters, digits, "-" and "_" only
   * @returns the text
   * @throws {@link JobNotReadyError} while there is none yet, {@link JobFailedError} if there will be none,
   *   {@link InvalidInputError}, {@link ApiError} (status 500: the text no longer exists) or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}
   * @example
   * const text = await whatsmate.pdf.retrieveText(job.id);
   */
  retrieveText(jobId: string, options?: CallOptions): Promise<string>;
  /**
   * Looks at a job until it has a text or has failed, for 10 minutes unless a `deadline` is given.
   *
   * @param jobId letters, digits, "-" and "_" only
   * @returns the text
   * @throws {@link JobFailedError}, {@link InvalidInputError}, {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}
   * @example
   * const text = await whatsmate.pdf.wait(job.id, { onStatus: ({ status }) => console.log(status) });
   */
  wait(jobId: string, options?: WaitOptions): Promise<string>;
  /**
   * Submits a job and waits for it, for 10 minutes in all unless a `deadline` is given.
   *
   * @param url the PDF's address, http or https
   * @returns the text
   * @throws {@link JobFailedError}, {@link InvalidInputError}, {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}. One that comes before the job is there has
   *   `delivery`; one that comes after it has `jobId`, so that `wait(jobId)` can go on
   * @example
   * const text = await whatsmate.pdf.submitAndWait("https://files.example.com/book.pdf");
   */
  submitAndWait(url: string | URL, options?: WaitOptions): Promise<string>;
}

/**
 * What all errors of this package are. `instanceof` works across two copies of the package and across realms.
 *
 * The classes are for `instanceof`; to `switch` on `code`, ask {@link isWhatsMateError} first. Only the package makes
 * errors. A secret is never in one: it is masked.
 *
 * @example
 * try {
 *   await whatsapp.sendText({ number: "12025550123", message: "Hello" });
 * } catch (error) {
 *   if (error instanceof WhatsMateError && error.delivery === "not-sent") console.log("It is safe to send it again.");
 *   else throw error;
 * }
 */
export class WhatsMateError extends Error {
  protected constructor();
  /** A word for the kind of error that stays the same from version to version. */
  readonly code: string;
  /** The call, such as `"POST /v3/whatsapp/single/text/message"`; missing where an error belongs to no call. */
  readonly endpoint?: string;
  /**
   * On a send and on submit: whether it is certain that nothing was queued. After `"not-sent"` it is safe to try again;
   * after `"unknown"` the message may arrive all the same.
   */
  readonly delivery?: "not-sent" | "unknown";
  /** On every error of `submitAndWait` and `wait` that comes when there is a job: its id. */
  readonly jobId?: string;
  /** The original: what fetch or a file threw, the signal's reason. */
  readonly cause?: unknown;
}

/** A parameter or option that can not be sent. Found before anything was sent. `code`: `"invalid_input"`. */
export class InvalidInputError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "InvalidInputError";
  /** Which one: `"number"`, `"options.timeout"`, `"config.baseUrl"`, … */
  readonly field: string;
}

/**
 * The API refused the call or failed: any status but 200 and 3xx, or an `error_message` in its answer. `code`:
 * `"api_error"`, or that of a kind of its own.
 */
export class ApiError extends WhatsMateError {
  protected constructor();
  /** The HTTP status. */
  readonly status: number;
  /** The API's own words, its `error_message`, where it gave some. */
  readonly errorMessage: string | undefined;
  /** The answer's text, of which at most 64 KiB are kept. */
  readonly body: string;
}

/** Status 401 or 403: the credentials are wrong or not allowed to do this. `code`: `"authentication"`. */
export class AuthenticationError extends ApiError {
  protected constructor();
  /** The class's name. */
  readonly name: "AuthenticationError";
}

/** Status 444 or 469: the quota is used up. `code`: `"quota_exceeded"`. */
export class QuotaExceededError extends ApiError {
  protected constructor();
  /** The class's name. */
  readonly name: "QuotaExceededError";
  /** Whether it is the trial's quota (444), not a paid one (469). */
  readonly trial: boolean;
}

/** Status 429: too many calls. `code`: `"rate_limited"`. */
export class RateLimitError extends ApiError {
  protected constructor();
  /** The class's name. */
  readonly name: "RateLimitError";
  /** How long the API asks to wait, in ms, where it says so. */
  readonly retryAfter: number | undefined;
}

/**
 * An answer that is not one of this API's: status 200 without what the call answers, a redirect (never followed, since the
 * secret must not travel), or a fetch that gives no Response. `code`: `"unexpected_response"`.
 */
export class UnexpectedResponseError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "UnexpectedResponseError";
  /** The HTTP status; 0 for a redirect that a browser hides, `undefined` where there was no Response. */
  readonly status: number | undefined;
  /** The answer's text, of which at most 64 KiB are kept. */
  readonly body: string;
}

/** No answer came: `cause` is what fetch threw. `code`: `"connection"`. */
export class ConnectionError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "ConnectionError";
}

/** A `timeout` or `deadline` has passed. `code`: `"timeout"`. */
export class TimeoutError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "TimeoutError";
  /** The bound, in ms. */
  readonly after: number;
  /** Which of the two it was: `timeout` bounds an attempt. */
  readonly scope: "attempt" | "deadline";
}

/** The signal fired: `cause` is its reason. `code`: `"aborted"`. */
export class AbortError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "AbortError";
}

/** A PDF job has no text yet. `code`: `"job_not_ready"`. */
export class JobNotReadyError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "JobNotReadyError";
  /** The job's id. */
  readonly jobId: string;
  /** The job's state, in the API's word. */
  readonly status: string;
}

/** A PDF job has failed, and there will be no text. `code`: `"job_failed"`. */
export class JobFailedError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "JobFailedError";
  /** The job's id. */
  readonly jobId: string;
  /** The job's state: `"Failed"`, with the API's reason. */
  readonly status: string;
}

/**
 * The host forbids WebAssembly, as a page does whose Content-Security-Policy has no `'wasm-unsafe-eval'`, or `init` of
 * `whatsmate/slim` was not called. Thrown at the first use, which is a constructor or {@link Media.encode}. `code`:
 * `"wasm_unavailable"`.
 */
export class WasmUnavailableError extends WhatsMateError {
  protected constructor();
  /** The class's name. */
  readonly name: "WasmUnavailableError";
}

type Shape<Class extends WhatsMateError, Code extends string> = Class & { readonly code: Code };

/**
 * Each kind of error with its literal `code`, for a `switch`. New kinds may come with a new minor version, so let the
 * `switch` have a `default`.
 */
export type WhatsMateFailure =
  | Shape<InvalidInputError, "invalid_input">
  | Shape<ApiError, "api_error">
  | Shape<AuthenticationError, "authentication">
  | Shape<QuotaExceededError, "quota_exceeded">
  | Shape<RateLimitError, "rate_limited">
  | Shape<UnexpectedResponseError, "unexpected_response">
  | Shape<ConnectionError, "connection">
  | Shape<TimeoutError, "timeout">
  | Shape<AbortError, "aborted">
  | Shape<JobNotReadyError, "job_not_ready">
  | Shape<JobFailedError, "job_failed">
  | Shape<WasmUnavailableError, "wasm_unavailable">;

/**
 * Whether something that was thrown is an error of this package, whichever copy of it or realm it is from.
 *
 * @returns true for each {@link WhatsMateError}, whose `code` can then be used in a `switch`
 * @example
 * try {
 *   await whatsapp.sendText({ number: "12025550123", message: "Hello" });
 * } catch (error) {
 *   if (!isWhatsMateError(error)) throw error;
 *   switch (error.code) {
 *     case "rate_limited": console.log("wait", error.retryAfter, "ms"); break;
 *     case "invalid_input": console.log(error.field, "is wrong"); break;
 *     default: console.log(error.message);
 *   }
 * }
 */
export function isWhatsMateError(error: unknown): error is WhatsMateFailure;

// Without this, the types above that are not marked as exported would be.
export {};
