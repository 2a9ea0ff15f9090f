/**
 * What a control of the sandbox answers.
 *
 * @param {import("./host.js").Host} host
 * @param {Function} asker The public function that asks; the stack of an error begins with whoever called it.
 * @param {string} path What follows `/_sandbox/`.
 * @param {{ method?: string, value?: unknown, signal?: AbortSignal }} [request] `value` is sent as JSON.
 * @throws {TypeError} When what was asked is wrong.
 * @throws {Error} When there is no such answer.
 */
export async function ask(host, asker, path, { method = "GET", value, signal } = {}) {
  // Made before anything is awaited: afterwards not every engine knows who waits.
  const call = new Error();
  Error.captureStackTrace?.(call, asker);
  const { status, body } = await host.answer(
    {
      method,
      url: `http://sandbox.invalid/_sandbox/${path}`,
      headers: ["content-type", "application/json"],
      readBody: async () => new TextEncoder().encode(JSON.stringify(value)),
    },
    signal,
  );
  const answer = JSON.parse(new TextDecoder().decode(body));
  if (status === 200) {
    return answer;
  }
  const error = new (status === 400 ? TypeError : Error)(answer.error_message);
  error.stack = call.stack?.replace(/^Error.*/, () => `${error.name}: ${error.message}`) ?? error.stack;
  throw error;
}
