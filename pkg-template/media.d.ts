import type { AbortSignal } from "./host.js";
import type { UploadOptions } from "./options.js";

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
