// The messages of which nobody knows whether they were sent, and what a person decides about them:
//   node parked.mjs whatsapp 1                 lists them
//   node parked.mjs whatsapp 1 again ID …      sends them again: they may arrive twice
//   node parked.mjs whatsapp 1 drop ID …       leaves them: they have arrived, or need not
import { connect, gatewayOf, openParked, openQueue } from "./queue.mjs";

const gateway = gatewayOf(process.argv.slice(2));
const redis = connect();
const queue = openQueue(redis, gateway);
const parked = openParked(redis, gateway);

const decisions = {
  // Under an id of its own, as the mark of the first stays: who began it may still be at it. It is the same id whenever this is
  // decided, so deciding twice sends once; and no key has a plus in its id.
  again: (job) => queue.add("message", job.data.message, { jobId: `${job.id}+again` }),
  drop: () => {},
};

async function decide(decision, id) {
  const job = await parked.getJob(id);
  if (!job) return console.error(`${id} is not parked`);
  await decisions[decision](job);
  await job.remove();
}

const [decision, ...ids] = gateway.rest;
if (decision === undefined) {
  for (const { id, timestamp, data } of await parked.getWaiting()) {
    console.log(JSON.stringify({ id, since: new Date(timestamp).toISOString(), ...data }));
  }
} else if (Object.hasOwn(decisions, decision)) {
  for (const id of ids) await decide(decision, id);
} else {
  console.error("What is to become of them? again, or drop");
  process.exitCode = 2;
}
await Promise.all([queue.close(), parked.close()]);
await redis.quit();
