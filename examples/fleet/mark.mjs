// The mark of a message that was begun. It is set before the message is sent and taken away only if it certainly was not.
// Whoever finds the mark of another does not know what became of the message, and must not send it.
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";

// The mark is a field of the job's own hash, so it lives exactly as long as BullMQ knows the job. Both scripts ask for the lock
// first: a worker that was held up for so long that its job went to another has no say in it any more.
const SCRIPTS = {
  setMark: `
    if redis.call("GET", KEYS[2]) ~= ARGV[1] then return false end
    redis.call("HSETNX", KEYS[1], "begun", ARGV[2])
    return redis.call("HGET", KEYS[1], "begun")`,
  takeMark: `
    if redis.call("GET", KEYS[2]) ~= ARGV[1] then return false end
    if redis.call("HGET", KEYS[1], "begun") == ARGV[2] then redis.call("HDEL", KEYS[1], "begun") end
    return 1`,
};

/** @param {import("ioredis").Redis} redis */
export function defineMarks(redis) {
  for (const [name, lua] of Object.entries(SCRIPTS)) redis.defineCommand(name, { numberOfKeys: 2, lua });
}

/** The mark of one run of a job. */
export class Mark {
  #redis;
  #where;
  // Each run has a mark of its own: Redis may be sent a command twice, and the second time must find the mark of the first.
  #text = `${hostname()} ${process.pid} at ${new Date().toISOString()} (${randomUUID()})`;

  constructor(redis, queue, job, token) {
    const key = queue.toKey(job.id);
    this.#redis = redis;
    this.#where = [key, `${key}:lock`, token];
  }

  /** @returns {Promise<string | undefined>} whose mark is there already, if there is one */
  async set() {
    const found = await this.#redis.setMark(...this.#where, this.#text);
    if (found === null) throw new Error("another worker has taken the message over");
    return found === this.#text ? undefined : found;
  }

  async take() {
    await this.#redis.takeMark(...this.#where, this.#text);
  }
}
