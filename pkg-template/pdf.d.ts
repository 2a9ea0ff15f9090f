import type { WhatsMateConfig } from "./config.js";
import type { URL } from "./host.js";
import type { CallOptions } from "./options.js";

/** The state of a PDF job. */
export interface PdfJob {
  /** The job's id, for the calls that ask about it. */
  id: string;
  /**
   * The API's word for its state. `"Completed"`: its text can be retrieved. One that starts with `"Failed"`: there will be
   * none, and the reason follows. Any other, such as `"submitted"` or `"Processing"`: keep waiting.
   */
  status: string;
}

/**
 * Options of {@link PdfToText.wait} and {@link PdfToText.submitAndWait}. `deadline` is 600,000 ms unless it is given here or
 * in the configuration.
 */
export interface WaitOptions extends CallOptions {
  /** The time between two looks at the job, in ms, more than 0. Default: 2,000, growing by half each time up to 30,000. */
  pollInterval?: number | undefined;
  /** Is told the job's state after each look, the last one included. What it throws is ignored. */
  onStatus?: ((job: PdfJob) => void) | undefined;
}

/**
 * PDF to text: see {@link WhatsMate.pdf}. The API fetches the PDF from its address, so it must be reachable from there.
 *
 * @example
 * ```ts
 * import { PdfToText } from "whatsmate";
 *
 * const pdf = new PdfToText({ clientId: "you@example.com", clientSecret: "your secret" });
 * console.log(await pdf.extract("https://files.example.com/report.pdf"));
 * ```
 */
export class PdfToText {
  /**
   * Makes one that stands alone, with a limit of its own of requests under way at once. Nothing is sent.
   *
   * @param config as for {@link WhatsMate}
   * @throws {@link InvalidInputError} an option is wrong or unknown, or a credential is missing; `field` is `"config.…"`
   * @throws {@link WasmUnavailableError} the host forbids WebAssembly
   */
  constructor(config?: WhatsMateConfig);
  /**
   * Extracts the text of a small PDF, up to 1 MB (documented limit; the API checks it). Costs quota. A trial account has
   * 20 PDF calls (documented limit).
   *
   * @param url the PDF's address, http or https
   * @param options what holds for this call alone: its signal, its bounds in time, its retries
   * @returns the text
   * @throws {@link InvalidInputError}, {@link ApiError} (status 500: the PDF can not be fetched or read) or one of its
   *   kinds ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}),
   *   {@link UnexpectedResponseError}, {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}
   * @example
   * ```ts
   * const text = await whatsmate.pdf.extract("https://files.example.com/report.pdf");
   * ```
   */
  extract(url: string | URL, options?: CallOptions): Promise<string>;
  /**
   * Submits a job for a PDF of any size.
   *
   * @param url the PDF's address, http or https
   * @param options what holds for this call alone: its signal, its bounds in time, its retries
   * @returns the job; its `id` is for the calls below
   * @throws {@link InvalidInputError}, {@link ApiError} or one of its kinds ({@link AuthenticationError},
   *   {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError}, {@link ConnectionError},
   *   {@link TimeoutError} or {@link AbortError}; each has `delivery`
   * @example
   * ```ts
   * const job = await whatsmate.pdf.submit("https://files.example.com/book.pdf");
   * console.log(job.id, job.status); // "…", "submitted"
   * ```
   */
  submit(url: string | URL, options?: CallOptions): Promise<PdfJob>;
  /**
   * Asks for a job's state. A job that has failed is no error here: its `status` says so.
   *
   * @param jobId the job's id: letters, digits, "-" and "_" only
   * @param options what holds for this call alone: its signal, its bounds in time, its retries
   * @returns the job
   * @throws {@link InvalidInputError}, {@link ApiError} or one of its kinds ({@link AuthenticationError},
   *   {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError}, {@link ConnectionError},
   *   {@link TimeoutError} or {@link AbortError}
   * @example
   * ```ts
   * const job = await whatsmate.pdf.submit("https://files.example.com/book.pdf");
   * const { status } = await whatsmate.pdf.check(job.id);
   * console.log(status); // such as "Processing"
   * ```
   */
  check(jobId: string, options?: CallOptions): Promise<PdfJob>;
  /**
   * Fetches a job's text.
   *
   * @param jobId the job's id: letters, digits, "-" and "_" only
   * @param options what holds for this call alone: its signal, its bounds in time, its retries
   * @returns the text
   * @throws {@link JobNotReadyError} while there is none yet, {@link JobFailedError} if there will be none,
   *   {@link InvalidInputError}, {@link ApiError} (status 500: the text no longer exists) or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}
   * @example
   * ```ts
   * const job = await whatsmate.pdf.submit("https://files.example.com/book.pdf");
   * await whatsmate.pdf.wait(job.id);
   * const text = await whatsmate.pdf.retrieveText(job.id); // once more
   * ```
   */
  retrieveText(jobId: string, options?: CallOptions): Promise<string>;
  /**
   * Looks at a job until it has a text or has failed, for 10 minutes unless a `deadline` is given.
   *
   * @param jobId the job's id: letters, digits, "-" and "_" only
   * @param options what holds for this wait alone: its signal, its bounds in time, and who is told of the job's state
   * @returns the text
   * @throws {@link JobFailedError}, {@link InvalidInputError}, {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}
   * @example
   * ```ts
   * const job = await whatsmate.pdf.submit("https://files.example.com/book.pdf");
   * const text = await whatsmate.pdf.wait(job.id, { onStatus: ({ status }) => console.log(status) });
   * ```
   */
  wait(jobId: string, options?: WaitOptions): Promise<string>;
  /**
   * Submits a job and waits for it, for 10 minutes in all unless a `deadline` is given.
   *
   * @param url the PDF's address, http or https
   * @param options what holds for this wait alone: its signal, its bounds in time, and who is told of the job's state
   * @returns the text
   * @throws {@link JobFailedError}, {@link InvalidInputError}, {@link ApiError} or one of its kinds
   *   ({@link AuthenticationError}, {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError},
   *   {@link ConnectionError}, {@link TimeoutError} or {@link AbortError}. One that comes before the job is there has
   *   `delivery`; one that comes after it has `jobId`, so that `wait(jobId)` can go on
   * @example
   * ```ts
   * const text = await whatsmate.pdf.submitAndWait("https://files.example.com/book.pdf");
   * ```
   */
  submitAndWait(url: string | URL, options?: WaitOptions): Promise<string>;
}
