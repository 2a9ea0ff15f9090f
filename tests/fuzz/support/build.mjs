import fc from "fast-check";
import { AROUND, HOSTILE } from "./values-hostile.mjs";
import { BYTES } from "./values-bytes.mjs";
import { PLAIN } from "./values-plain.mjs";

const LEAVES = { ...PLAIN, ...BYTES, ...HOSTILE };

/** Names under which anything of the package looks for something. */
const KEYS = [
  "number", "groupName", "groupAdmin", "message", "url", "image", "document", "audio", "voiceNote", "filename", "caption",
  "fromLang", "toLang", "text", "signal", "timeout", "deadline", "maxRetries", "retryUnknown", "onProgress", "onStatus",
  "pollInterval", "clientId", "clientSecret", "baseUrl", "headers", "fetch", "onEvent", "maxConcurrency", "instance", "size",
  "length", "byteLength", "buffer", "slice", "arrayBuffer", "stream", "body", "bodyUsed", "locked", "getReader", "base64",
  "chunks", "encodedSize", "name", "aborted", "reason", "addEventListener", "href", "protocol", "searchParams", "cause",
  "code", "status", "stack", "then", "done", "value", "constructor", "__proto__", "prototype", "toString", "valueOf", "",
];

/**
 * A recipe says how to make a value: `[name]`, `[name, key, recipe]`, `["text", …]` or `["number", …]`. Cases are made of
 * recipes and not of values, since many values can be used only once, and some can not even be printed.
 */
export const { value: recipe } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { arbitrary: fc.constantFrom(...Object.keys(LEAVES)).map((name) => [name]), weight: 6 },
    { arbitrary: fc.string({ unit: "binary", maxLength: 30 }).map((text) => ["text", text]), weight: 1 },
    { arbitrary: fc.double().map((number) => ["number", number]), weight: 1 },
    {
      arbitrary: fc.tuple(fc.constantFrom(...Object.keys(AROUND)), fc.constantFrom(...KEYS), tie("value")),
      weight: 4,
    },
  ),
}));

/** Makes the value of a recipe, a new one each time. */
export function build([name, key, child]) {
  if (name === "text" || name === "number") return key;
  if (name in LEAVES) return LEAVES[name]();
  return AROUND[name](key, build(child));
}
