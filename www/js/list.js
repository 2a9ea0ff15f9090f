import { whatsmate } from "./client.js";
import { watched } from "./exchange.js";

/** What becomes of those that were not begun when all was cancelled. */
const CANCELLED = { code: "aborted", message: "It was cancelled before its turn.", delivery: "not-sent" };
/** So many bytes at the beginning of a body have its number. */
const HEAD = 100;

/**
 * Sends a list of messages, and tells each row what belongs to it. The client makes the calls of a list on its own, so whose
 * a request is has to be read off its number.
 *
 * @param {import("./connection.js").Connection} connection
 * @param {{ target: { number: string }, row: object }[]} recipients in the order of the messages
 * @param {(client: object) => AsyncIterable<object>} send sends the messages, and gives their outcomes
 * @returns {Promise<void>} It never rejects.
 */
export async function makeList({ config, fetch }, recipients, send) {
  const lines = recipients.map(({ target, row }) => ({ row, digits: target.number.replace(/\D/g, ""), attempts: 0, failed: 0, told: 0, isOver: false }));
  const waiting = () => lines.filter(({ isOver }) => !isOver);

  async function fetchOne(url, init) {
    const head = await new Blob([init.body]).slice(0, HEAD).text();
    // Messages to one number go one after the other.
    const line = waiting().find(({ digits }) => head.includes(`"number":"${digits}"`));
    const attempt = (line.attempts += 1);
    line.row.event({ type: "request", attempt });
    const tell = (exchange) => {
      if (isFailed(exchange)) line.failed = Math.max(line.failed, attempt);
      line.row.exchange(exchange);
    };
    return watched(fetch, tell)(url, init);
  }

  function onEvent(event) {
    if (event.type !== "retry") return;
    // Of those that failed at the same attempt, one waits as the other.
    const line = waiting().find(({ failed, told }) => failed === event.attempt && told < event.attempt);
    if (!line) return;
    line.told = event.attempt;
    line.row.event(event);
  }

  function end(line, way, result) {
    line.isOver = true;
    line.row[way](result);
  }

  try {
    const { WhatsMate } = await whatsmate;
    const client = new WhatsMate({ ...config, fetch: fetchOne, onEvent });
    for await (const { index, id, status, error } of send(client)) {
      end(lines[index], ...(error ? ["fail", error] : ["succeed", { id, status }]));
    }
    waiting().forEach((line) => end(line, "fail", CANCELLED));
  } catch (error) {
    waiting().forEach((line) => end(line, "fail", error));
  }
}

function isFailed({ answer, failure }) {
  return failure !== undefined || (answer !== undefined && answer.status !== 200);
}
