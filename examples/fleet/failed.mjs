// The messages that failed, which certainly were not sent, and what a person decides about them:
//   node failed.mjs whatsapp 1                 lists them, and why
//   node failed.mjs whatsapp 1 again ID …      sends them as they are: the cause is mended, such as a quota that was used up
//   node failed.mjs whatsapp 1 drop ID …       forgets them, so that a mended line can be put in under the same key
import { decide } from "./decide.mjs";
import { connect, gatewayOf, openQueue } from "./queue.mjs";

const gateway = gatewayOf(process.argv.slice(2));
const redis = connect();
const queue = openQueue(redis, gateway);

await decide(gateway.rest, {
  list: () => queue.getFailed(),
  async get(id) {
    const job = await queue.getJob(id);
    return (await job?.isFailed()) ? job : undefined;
  },
  describe: ({ data, failedReason }) => ({ message: data, why: failedReason }),
  decisions: { again: (job) => job.retry("failed"), drop: (job) => job.remove() },
});
await queue.close();
await redis.quit();
