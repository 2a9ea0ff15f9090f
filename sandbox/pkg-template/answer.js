/** An answer of JSON, as the core's own are. */
export function jsonAnswer(status, value) {
  const body = new TextEncoder().encode(JSON.stringify(value));
  return { status, headers: { "content-type": "application/json" }, body };
}
