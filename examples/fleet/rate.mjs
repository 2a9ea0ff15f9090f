// How many messages may begin in a second, over all workers, from now on:
//   node rate.mjs whatsapp 1 20
import { connect, gatewayOf, openQueue } from "./queue.mjs";

const gateway = gatewayOf(process.argv.slice(2));
const perSecond = Number(gateway.rest[0]);
if (!Number.isSafeInteger(perSecond) || perSecond < 1) throw new Error("How many in a second? Give a whole number of 1 or more.");

const redis = connect();
const queue = openQueue(redis, gateway);
await queue.setGlobalRateLimit(perSecond, 1_000);
await queue.close();
await redis.quit();
