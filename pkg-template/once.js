// Deno's fetch sends a request without a body again by itself when a connection drops before the answer, a fresh one,
// too, and no option of it stops that. A GET that queues a job or costs quota must not go out twice, so in Deno it goes
// through node:http, on a connection of its own, which is never tried again.
import { builtin } from "./host.js";

/**
 * Makes one GET and follows nothing.
 *
 * @param {string} url
 * @param {{ headers: Record<string, string>, signal: AbortSignal }} init as fetch takes it
 * @returns {Promise<Response>}
 */
export async function getOnce(url, { headers, signal }) {
  const { request } = await builtin(url.startsWith("https:") ? "node:https" : "node:http");
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent: false, signal }, (answer) => {
      const body = [204, 205, 304].includes(answer.statusCode) ? null : ReadableStream.from(answer);
      resolve(new Response(body, { status: answer.statusCode, headers: singles(answer.headers) }));
    });
    sent.on("error", reject);
    sent.end();
  });
}

/** Cookies come as lists, and nobody here reads them. */
const singles = (headers) => Object.entries(headers).filter(([, value]) => typeof value === "string");
