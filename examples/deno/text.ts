// Sends a text:
//   deno run --allow-net --allow-env text.ts 12025550123 "Hello"
// The credentials come from WHATSMATE_CLIENT_ID and WHATSMATE_CLIENT_SECRET.
import { isWhatsMateError, WhatsMate } from "whatsmate";

const [number, message] = Deno.args;
try {
  const { id, status } = await new WhatsMate().whatsapp(1).sendText({ number, message });
  console.log(`${status}: ${id}`);
} catch (error) {
  if (!isWhatsMateError(error)) throw error;
  switch (error.code) {
    case "invalid_input":
      console.error(`${error.field} is wrong: ${error.message}`);
      break;
    case "rate_limited":
      console.error(`too fast; again in ${error.retryAfter ?? 1_000} ms`);
      break;
    default:
      console.error(error.message, error.delivery === "unknown" ? "(it may have been sent)" : "");
  }
  Deno.exit(1);
}
