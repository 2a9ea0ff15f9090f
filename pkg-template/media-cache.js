// A file that a list sends to many is encoded once.
import { encodeMedia } from "./media.js";
import { peek } from "./outside.js";

/** How many files are kept encoded. A list rarely has more that come again and again. */
const MOST = 4;

/** The largest file that is kept, in bytes. What is larger than any limit is refused by its call, or streamed by it. */
const LARGEST = 9 * 2 ** 20;

export class MediaCache {
  #rules;
  /** By the file itself, the one that was used last at the end. */
  #kept = new Map();

  constructor(rules) {
    this.#rules = rules;
  }

  /**
   * What is to be sent for a file: its Media, if it can be read again and is not one already. What is wrong with a file is told
   * by the call that sends it.
   */
  of(input, bounds) {
    const size = peek(input, "size") ?? peek(input, "byteLength") ?? peek(peek(input, "base64"), "length");
    const isMedia = peek(input, "encodedSize") !== undefined;
    if (isMedia || !(size <= LARGEST)) return input;
    const media = this.#kept.get(input) ?? encodeMedia(this.#rules, input).catch(() => input);
    this.#kept.delete(input);
    this.#kept.set(input, media);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST) this.#kept.delete(oldest);
    return bounds.wait(media);
  }
}
