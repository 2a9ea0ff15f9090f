import type { WhatsMateConfig } from "./config.js";
import type { CallOptions } from "./options.js";

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
