import type { AbortSignal } from "./host.js";

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
  onProgress?:
    | ((progress: {
        /** How many bytes of the file are encoded. */
        loaded: number;
        /** How many it has. */
        total?: number;
      }) => void)
    | undefined;
}
