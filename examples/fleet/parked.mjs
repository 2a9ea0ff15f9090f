// The messages of which nobody knows whether they were sent, and what a person decides about them:
//   node parked.mjs whatsapp 1                 lists them
//   node parked.mjs whatsapp 1 again ID …      sends them again: they may arrive twice
//   node parked.mjs whatsapp 1 drop ID …       leaves them: they have arrived, or need not
import { decide } from "./decide.mjs";
import { connect, gatewayOf, openParked, openQueue } from "./queue.mjs";

const gateway = gatewayOf(process.argv.slice(2));
const redis = connect();
const queue = openQueue(redis, gateway);
const parked = openParked(redis, gateway);

await decide(gateway.rest, {
  list: () => parked.getWaiting(),
  get: (id) => parked.getJob(id),
  describe: ({ data }) => data,
  decisions: {
    // Under an id of its own, as the mark of the first stays: who began it may still be at it. It is the same id whenever this
    // is decided, so deciding twice sends once; and no key has a plus in its id.
    async again(job) {
      await queue.add("message", job.data.message, { jobId: `${job.id}+again` });
      await job.remove();
    },
    drop: (job) => job.remove(),
  },
});
await Promise.all([queue.close(), parked.close()]);
await redis.quit();
