const JSON_TYPE = "application/json";
const TEXT_TYPE = "text/plain; charset=utf-8";

// Not in ASCII alone, so that a wrong charset shows.
const QUEUED = { id: "0b9ecb1c-7d0f-4f0a-9c57-1f6a2f0d9a01", status: "queued – año" };
const JOB = { id: "5f2f7a60-0c57-4d3a-8f0e-6a1c5c0f7b02", status: "Processing – año" };
const CODES = { en: "English", es: "Español", "zh-CN": "Chinese (Simplified)" };
const TEXT = "¡Hola, mañana! The end.";

const ANSWERS = [
  [/\/v3\/\w+\/\w+\/\w+\/message\/\d+$/, QUEUED],
  [/\/v1\/translation\/translate$/, TEXT],
  [/\/v1\/translation\/supported-codes$/, CODES],
  [/\/v1\/pdf\/extract$/, TEXT],
  [/\/v1\/pdf\/job\/submit$/, JOB],
  [/\/v1\/pdf\/job\/check\/[^/]+$/, JOB],
  [/\/v1\/pdf\/job\/retrieve_text\/[^/]+$/, TEXT],
];

/**
 * What the API answers to a call that succeeds.
 * @param {string} target
 * @returns {{ type: string, body: string }}
 */
export function success(target) {
  const path = target.split("?")[0];
  const value = ANSWERS.find(([pattern]) => pattern.test(path))?.[1] ?? { error_message: "There is no such call" };
  return typeof value === "string"
    ? { type: TEXT_TYPE, body: value }
    : { type: JSON_TYPE, body: JSON.stringify(value) };
}

/** What a call gives when it succeeds, by its name. */
export function valueOf(call) {
  const named = { supportedCodes: CODES, "pdf.submit": JOB, "pdf.check": JOB };
  return named[call.name] ?? (call.isJson ? QUEUED : TEXT);
}

/**
 * The bytes of an answer.
 * @param {number} status
 * @param {{ type?: string, headers?: Record<string, string>, body?: string | Buffer, length?: number }} answer `length`
 *   is what Content-Length says, if not the truth
 */
export function bytesOf(status, { type, headers = {}, body = "", length } = {}) {
  const bytes = Buffer.from(body);
  const lines = [
    `HTTP/1.1 ${status} Told`,
    ...(type ? [`Content-Type: ${type}`] : []),
    `Content-Length: ${length ?? bytes.length}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), bytes]);
}
