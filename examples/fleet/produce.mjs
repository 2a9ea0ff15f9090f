// Puts messages in, a JSON object a line, each with a key of its own. Run again after whatever cut it off: a key that is there
// already is not put in twice.
//   node produce.mjs whatsapp 1 < messages.jsonl
// A line: { "key": "invoice 4711", "kind": "text", "number": "12025550123", "message": "Hello" }
import { createInterface } from "node:readline";
import { connect, gatewayOf, openQueue } from "./queue.mjs";

const AT_ONCE = 500;

const redis = connect();
const queue = openQueue(redis, gatewayOf(process.argv.slice(2)));

/** BullMQ takes neither a colon nor a bare number for an id. */
const jobId = (key) => `key-${encodeURIComponent(key)}`;

let count = 0;
let batch = [];
async function put() {
  await queue.addBulk(batch);
  count += batch.length;
  batch = [];
}

/** The job of a line. */
function jobOf(line) {
  const { key, ...message } = JSON.parse(line);
  if (typeof key !== "string" || key === "") throw new Error("it has no key");
  return { name: "message", data: message, opts: { jobId: jobId(key) } };
}

let number = 0;
for await (const line of createInterface({ input: process.stdin })) {
  number += 1;
  if (line.trim() === "") continue;
  try {
    batch.push(jobOf(line));
  } catch ({ message }) {
    console.error(`Line ${number} can not be read, nor is what follows: ${message}`);
    process.exitCode = 1;
    break;
  }
  if (batch.length === AT_ONCE) await put();
}
await put();
console.log(`${count} messages are in the queue, or were before`);
await queue.close();
await redis.quit();
