// How far the queue has come: a line whenever something has ended, once a second at most. Ctrl+C ends it.
//   node watch.mjs whatsapp 1
import { QueueEvents } from "bullmq";
import { complain, connect, gatewayOf, openParked, openQueue } from "./queue.mjs";

const gateway = gatewayOf(process.argv.slice(2));
const redis = connect();
const queue = openQueue(redis, gateway);
const parked = openParked(redis, gateway);
const events = new QueueEvents(gateway.name, { connection: redis });

const ended = { queued: 0, parked: 0, failed: 0 };
let timer;
function count(what) {
  ended[what] += 1;
  timer ??= setTimeout(show, 1_000);
}
async function show() {
  timer = undefined;
  const { waiting, active, delayed } = await queue.getJobCounts();
  const undecided = await parked.getWaitingCount();
  console.log(JSON.stringify({ ended, now: { waiting, active, delayed, undecided } }));
}

events.on("completed", ({ returnvalue }) => count(returnvalue.status));
events.on("failed", () => count("failed"));
events.on("error", complain);
await events.waitUntilReady();
await show();
