// Messages from outside, which the gateway of an Enterprise account posts to a URL of yours.
import { WebhookError } from "./errors.js";
import { atOnce } from "./failure.js";
import { MISSING, quietly, read, refuse, text } from "./given.js";
import { isStream, peek, reader, tell } from "./outside.js";

/** The most bytes of a body. A message is a text, and no messenger takes one that comes near. */
const LONGEST = 2 ** 20;

const KINDS = { token: text };

export async function parseWebhook(given, options) {
  const token = atOnce(() => tokenIn(options));
  return typed(await parsed(given), token);
}

function tokenIn(options) {
  const [token] = read(options === undefined ? {} : options, "options", KINDS);
  return token || refuse("options.token", `${MISSING}: without it, everybody could post messages`);
}

function fail(status, message, cause) {
  throw new WebhookError(message, { status }, cause);
}

/** The body as an object, of whatever was given. */
async function parsed(given) {
  const content = peek(given, "body") ?? given;
  if (isStream(content)) return json(await whole(reader(content)));
  if (typeof content === "string") return json(content);
  const isBytes = ArrayBuffer.isView(content) || Object.prototype.toString.call(content) === "[object ArrayBuffer]";
  return isBytes ? json(new TextDecoder().decode(content)) : object(content);
}

/** A stream's text. */
async function whole(next) {
  const decoder = new TextDecoder();
  let body = "";
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await next(true);
      if (done) return body + decoder.decode();
      size += value.length;
      if (size > LONGEST) break;
      body += decoder.decode(value, { stream: true });
    }
  } catch (thrown) {
    fail(400, "the body could not be read", thrown);
  }
  tell(next, false);
  return fail(413, `the body has more than ${LONGEST} bytes`);
}

const json = (body) => object(quietly(() => JSON.parse(body)));

const object = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : fail(400, "the body is no JSON object");

/** Whether a text is the token. How long that takes says nothing of the token. */
function isToken(given, token) {
  const [bytes, secret] = [given, token].map((text) => new TextEncoder().encode(text));
  let difference = bytes.length ^ secret.length;
  for (let i = 0; i < bytes.length; i += 1) difference |= bytes[i] ^ secret[i % secret.length];
  return difference === 0;
}

/** The message, once it is known whom it is from. */
function typed(body, token) {
  if (typeof body.token !== "string") fail(401, "token: nothing was given");
  if (!isToken(body.token, token)) fail(401, "token: is another one");
  const [type, id, gatewayNumber, number, message] = ["type", "instance_id", "gateway_number", "number", "message"].map((name) =>
    typeof body[name] === "string" ? body[name] : fail(400, `${name}: must be a string`),
  );
  if (!/^[1-9]\d{0,14}$/.test(id)) fail(400, "instance_id: must be a gateway's number");
  return { type, instance: Number(id), gatewayNumber, number, message };
}
