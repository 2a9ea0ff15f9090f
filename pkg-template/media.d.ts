import type { AbortSignal } from "./host.js";
import type { UploadOptions } from "./options.js";

/** What is read of a Blob or File, whichever library it is from: `fs.openAsBlob(path)` gives one. */
export interface BlobLike {
  /** In bytes. */
  readonly size: number;
  /** A File's name, which is what it is shown under unless a `filename` is given. */
  readonly name?: string;
  /** A part of it. */
  slice(
    start?: number,
    end?: number,
  ): {
    /** The part's bytes. */
    arrayBuffer(): Promise<ArrayBuffer>;
  };
  /** Its bytes. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** What is read of a ReadableStream of bytes, whichever library it is from. */
export interface ByteStream {
  /** Whether somebody else reads it. */
  readonly locked: boolean;
  /** Begins to read it. */
  getReader(): {
    /** The next piece, or that there is none. */
    read(): Promise<
      | {
          /** There is a piece. */
          done: false;
          /** Its bytes. */
          value: Uint8Array;
        }
      | {
          /** The stream has ended. */
          done: true;
          /** Not looked at. */
          value?: Uint8Array | undefined;
        }
    >;
    /** Says that no more is wanted, so that the source lets go of its file or socket. */
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
 * ```ts
 * import { openAsBlob } from "node:fs";
 * import type { MediaInput } from "whatsmate";
 *
 * const image: MediaInput = await openAsBlob("photo.jpg");
 * const dot: MediaInput = { base64: "R0lGODlhAQABAAAAACw=" };
 * ```
 */
export type MediaInput =
  | BlobLike
  | ArrayBuffer
  | ArrayBufferView
  | ByteStream
  | AsyncIterable<Uint8Array>
  | ResponseLike
  | {
      /** The file's base64, or a `data:` URL. */
      base64: string;
    }
  | Media;

/**
 * A file, encoded once, to be sent any number of times. It holds the base64 in memory.
 *
 * @example
 * ```ts
 * import { openAsBlob } from "node:fs";
 * import { Media, WhatsApp } from "whatsmate";
 *
 * const whatsapp = new WhatsApp({ instance: 1 });
 * const image = await Media.encode(await openAsBlob("photo.jpg"));
 * for (const number of ["12025550101", "12025550102"]) await whatsapp.sendImage({ number, image });
 * ```
 */
export class Media {
  private constructor();
  /**
   * Reads and encodes a file. No limit is checked: that depends on what it is sent as.
   *
   * @param input the file; a stream is read to its end
   * @param options a name for the file, and what the reading listens to or tells
   * @returns the encoded file
   * @throws {@link InvalidInputError} the file can not be read (`cause` tells why), is empty or is not what it should be;
   *   `field` is `"input"` or `"options.…"`
   * @throws {@link AbortError} the signal fired
   * @throws {@link WasmUnavailableError} the host forbids WebAssembly
   * @example
   * ```ts
   * import { Media } from "whatsmate";
   *
   * const response = await fetch("https://files.example.com/report.pdf");
   * const report = await Media.encode(response, { filename: "report.pdf" });
   * console.log(report.size, report.encodedSize);
   * ```
   */
  static encode(
    input: MediaInput,
    options?: {
      /** The name it is shown under. Default: the File's own. */
      filename?: string | undefined;
      /** Ends the reading when it fires. */
      signal?: AbortSignal | undefined;
      /** As in {@link UploadOptions.onProgress}. */
      onProgress?: UploadOptions["onProgress"];
    },
  ): Promise<Media>;
  /** The file's size in bytes. */
  readonly size: number;
  /** The size of its base64 in bytes, a third more, which is what the limits of the API are about. */
  readonly encodedSize: number;
  /** The name it is shown under, unless a call gives another. */
  readonly filename: string | undefined;
}
