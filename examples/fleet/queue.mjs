// What all parts share: Redis, and the two queues of a gateway.
import { Queue } from "bullmq";
import { Redis } from "ioredis";

const MONTH = 30 * 24 * 3600;

/** A connection to Redis. While Redis is away commands wait for it, however long, and those without an answer are sent again. */
export function connect(url = process.env.REDIS_URL ?? "redis://127.0.0.1:6379") {
  return new Redis(url, { maxRetriesPerRequest: null });
}

/** The gateway that a command is for, from its arguments: `whatsapp 1`. What follows them is the rest. */
export function gatewayOf([service, instance, ...rest]) {
  if (!["whatsapp", "telegram"].includes(service) || !/^[1-9]\d*$/.test(instance)) {
    console.error("Which gateway? Give it as the first two arguments: whatsapp 1, or telegram 2.");
    process.exit(2);
  }
  return { service, instance: Number(instance), name: `${service}-${instance}`, rest };
}

/** The messages of a gateway. A queue of its own, since a rate limit holds for a queue, over all workers. */
export function openQueue(connection, { name }) {
  return open(name, connection, {
    // What the client says was not sent, though it may be next time: after 1 s, 2 s, 4 s, … up to 4 minutes in all.
    attempts: 9,
    backoff: { type: "exponential", delay: 1_000, jitter: 0.5 },
    // As long as an ended job is kept, a producer that runs again can not put its message in a second time.
    removeOnComplete: { age: MONTH },
    removeOnFail: { age: MONTH },
  });
}

/** The messages of a gateway of which nobody knows whether they were sent. No worker takes them: a person decides. */
export function openParked(connection, { name }) {
  return open(`${name}-parked`, connection);
}

function open(name, connection, defaultJobOptions) {
  const queue = new Queue(name, { connection, defaultJobOptions });
  queue.on("error", complain);
  return queue;
}

/** BullMQ goes on by itself after an error. Without a listener it would end the process. */
export function complain({ message }) {
  console.error(new Date().toISOString(), message);
}
