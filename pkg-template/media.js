// Encoding a file once, for many sends.
import { Bounds } from "./bounds.js";
import { encode } from "./encode.js";
import { Progress } from "./event.js";
import { promised } from "./failure.js";
import { file, own } from "./files.js";
import { within } from "./given.js";
import { options as read } from "./options.js";

/** Reads and encodes a file: a promise of what the wasm makes of it. */
export function encodeMedia(rules, input, options) {
  return promised(() => ({}), () => {
    const source = within("input", () => file(input, "input"));
    const [signal, onProgress, filename] = read(options, "encode");
    const bounds = new Bounds(signal);
    return () => bounds.hold(async () => {
      const { chunks, size } = await encode(rules, source, undefined, new Progress(onProgress), bounds);
      own(chunks);
      return rules.media(chunks, size, filename ?? source.name);
    });
  });
}
