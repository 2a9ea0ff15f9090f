import type { WhatsMateConfig } from "./config.js";
import type { URL } from "./host.js";
import type { CallOptions } from "./options.js";

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
