// What a worker does with one message. BullMQ runs a job again whose worker died or was held up, so here is what keeps a message
// from being sent twice.
import { UnrecoverableError, Worker } from "bullmq";
import { Mark } from "./mark.mjs";

/** What was not sent, but may be when it is tried again: no connection, or the time was up before its turn. */
const PASSING = ["connection", "timeout"];

/** For how long all workers wait after a 429 that does not say so, in ms. */
const PAUSE = 5_000;

/**
 * @param {object} gateway of the client, such as `whatsmate.whatsapp(1)`
 * @returns {(job: import("bullmq").Job, token: string) => Promise<object>} what became of the message
 */
export function sender({ redis, queue, parked, gateway }) {
  const park = async (job, why) => {
    // The id makes it one entry, however often it is put in.
    await parked.add("parked", { message: job.data, why }, { jobId: job.id });
    return { status: "parked", why };
  };

  return async (job, token) => {
    const mark = new Mark(redis, queue, job, token);
    const other = await mark.set();
    if (other) return park(job, `begun by ${other}, who did not say how it ended`);

    const { status, id, error, delivery } = await sendOne(gateway, job.data);
    if (status === "queued") return { status, id };
    if (delivery === "unknown") return park(job, error.message);

    await mark.take();
    if (error.code === "rate_limited") {
      await queue.rateLimit(error.retryAfter || PAUSE);
      throw Worker.RateLimitError();
    }
    throw PASSING.includes(error.code) ? error : new UnrecoverableError(error.message);
  };
}

/** The outcome of one message. The queue does the trying again, where all workers heed it: the client would only hold its own calls. */
async function sendOne(gateway, message) {
  for await (const outcome of gateway.sendMany([message], { maxRetries: 0 })) return outcome;
}
