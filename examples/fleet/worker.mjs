// A worker. Start any number of them, on any number of machines; SIGTERM or Ctrl+C ends one when its messages have ended:
//   node worker.mjs whatsapp 1
import { Worker } from "bullmq";
import { WhatsMate } from "whatsmate";
import { defineMarks } from "./mark.mjs";
import { complain, connect, gatewayOf, openParked, openQueue } from "./queue.mjs";
import { sender } from "./send.mjs";

const { CONCURRENCY = 16, LOCK_SECONDS = 30 } = process.env;

const { service, instance, name } = gatewayOf(process.argv.slice(2));
const redis = connect();
defineMarks(redis);
const queue = openQueue(redis, { name });
const parked = openParked(redis, { name });
// The client's own places are not to be fewer than the worker's.
const gateway = new WhatsMate({ maxConcurrency: Number(CONCURRENCY) })[service](instance);

const worker = new Worker(name, sender({ redis, queue, parked, gateway }), {
  connection: redis,
  concurrency: Number(CONCURRENCY),
  // Holds until rate.mjs has said another. There has to be one: without, a 429 could not hold the queue back.
  limiter: { max: 5, duration: 1_000 },
  // After at most twice this time, what a dead worker had is another's.
  lockDuration: LOCK_SECONDS * 1_000,
  stalledInterval: LOCK_SECONDS * 1_000,
  // A job that stalls is never given up for it: that would call a message failed that may have been sent. Nor can it go round for
  // ever: the second who begins it parks it.
  maxStalledCount: Number.MAX_SAFE_INTEGER,
});
worker.on("error", complain);

worker.on("failed", (job, { message }) => complain({ message: `${job?.id}: ${message}` }));

// A second one ends it at once, be it that Redis is away, for which BullMQ waits: what was under way is another worker's later.
let isEnding = false;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, async () => {
    if (isEnding) process.exit(1);
    isEnding = true;
    await worker.close();
    await Promise.all([queue.close(), parked.close()]);
    await redis.quit();
  });
}
