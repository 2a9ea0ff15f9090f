import type { WhatsMateConfig } from "./config.js";
import type { CallOptions } from "./options.js";

/**
 * Translation: see {@link WhatsMate.translation}.
 *
 * @example
 * ```ts
 * import { Translation } from "whatsmate";
 *
 * const translation = new Translation({ clientId: "you@example.com", clientSecret: "your secret" });
 * console.log(await translation.translate({ fromLang: "en", toLang: "es", text: "Hello" }));
 * ```
 */
export class Translation {
  /**
   * Makes one that stands alone, with a limit of its own of requests under way at once. Nothing is sent.
   *
   * @param config as for {@link WhatsMate}
   * @throws {@link InvalidInputError} an option is wrong or unknown, or a credential is missing; `field` is `"config.…"`
   * @throws {@link WasmUnavailableError} the host forbids WebAssembly
   */
  constructor(config?: WhatsMateConfig);
  /**
   * Translates a text. Costs quota. A trial account has 10 translations (documented limit).
   *
   * @param text the text and its two languages
   * @param options what holds for this call alone: its signal, its bounds in time, its retries
   * @returns the translation
   * @throws {@link InvalidInputError}, {@link ApiError} or one of its kinds ({@link AuthenticationError},
   *   {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError}, {@link ConnectionError},
   *   {@link TimeoutError} or {@link AbortError}
   * @example
   * ```ts
   * const spanish = await whatsmate.translation.translate({ fromLang: "en", toLang: "es", text: "Hello" });
   * ```
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
   * Asks which languages there are. Costs no quota.
   *
   * @param options what holds for this call alone: its signal, its bounds in time, its retries
   * @returns the languages' names by their codes, such as `{ "zh-CN": "Chinese (Simplified)" }`
   * @throws {@link InvalidInputError}, {@link ApiError} or one of its kinds ({@link AuthenticationError},
   *   {@link QuotaExceededError}, {@link RateLimitError}), {@link UnexpectedResponseError}, {@link ConnectionError},
   *   {@link TimeoutError} or {@link AbortError}
   * @example
   * ```ts
   * const names = await whatsmate.translation.supportedCodes();
   * console.log(names["es"]); // "Spanish"
   * ```
   */
  supportedCodes(options?: CallOptions): Promise<Record<string, string>>;
}
