// What examples/fleet carries on this machine, sandbox and Redis beside the workers on the same cores: `node bench/fleet.mjs`
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import { left, startFleet, until } from "../tests/fleet/fleet.mjs";
import { list } from "../tests/fleet/messages.mjs";
import { startRedis } from "../tests/fleet/redis.mjs";

const exec = promisify(execFile);
const COUNT = Number(process.argv[2] ?? 10_000);
const ROUNDS = Number(process.argv[3] ?? 3);
const CONCURRENCY = "32";
const CLOCK_TICK = 10;

/** ms that a process has computed so far; of Linux. */
function cpuOf(pid) {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ").slice(11, 13);
  return (Number(user) + Number(system)) * CLOCK_TICK;
}

async function info(redis) {
  const text = await redis.info("everything");
  const all = Object.fromEntries(Array.from(text.matchAll(/^([^#:\s]+):(.*?)\r?$/gm), ([, name, value]) => [name, value]));
  return {
    cpu: 1_000 * (Number(all.used_cpu_user_main_thread) + Number(all.used_cpu_sys_main_thread)),
    memory: Number(all.used_memory),
    file: Number(all.aof_current_size),
    scripts: Number(/calls=(\d+)/.exec(all.cmdstat_evalsha)?.[1] ?? 0),
  };
}

const less = (after, before) => Object.fromEntries(Object.keys(after).map((name) => [name, (after[name] - before[name]) / COUNT]));

/** Sends the list with so many workers. */
async function measure(settings, count) {
  const fleet = await startFleet({ settings, env: { CONCURRENCY } });
  try {
    await fleet.run("rate.mjs", ["1000000"]);
    const empty = await info(fleet.connection);
    await fleet.run("produce.mjs", [], list(COUNT));
    // What a process takes to start is no part of it.
    await fleet.queue.pause();
    const workers = Array.from({ length: count }, () => fleet.start("worker.mjs"));
    await until(async () => (await fleet.queue.getWorkersCount()) === count);
    const cpuOfAll = () => workers.reduce((sum, { pid }) => sum + cpuOf(pid), 0);
    const [started, full] = [cpuOfAll(), await info(fleet.connection)];
    await fleet.queue.resume();
    await until(async () => (await left(fleet.queue)) === 0);
    const [cpu, done] = [(cpuOfAll() - started) / COUNT, await info(fleet.connection)];
    const ends = (await fleet.queue.getJobs("completed")).map(({ finishedOn }) => finishedOn).sort((a, b) => a - b);
    // Without the first and last tenth, when not all are at work.
    const rate = (COUNT * 0.8) / ((ends[Math.floor(COUNT * 0.9)] - ends[Math.floor(COUNT * 0.1)]) / 1_000);
    const { memory, file } = less(done, empty);
    return { rate, cpu, put: less(full, empty).cpu, sent: less(done, full).cpu, scripts: less(done, full).scripts, memory, file };
  } finally {
    await fleet.end();
  }
}

/** How many bare writes Redis takes in a second from so many clients. */
async function writes(settings, clients) {
  const redis = await startRedis(settings);
  try {
    const count = String(clients * 2_000);
    const args = ["-p", new URL(redis.url).port, "-c", String(clients), "-n", count, "-q", "--csv"];
    const { stdout } = await exec("redis-benchmark", [...args, "HSET", "key:__rand_int__", "begun", "x"]);
    return Number(/^"HSET[^"]*","([\d.]+)"/m.exec(stdout)[1]);
  } finally {
    await redis.end();
  }
}

// The best of the rounds: what else the machine does only takes away.
const best = {};
function note(row, values) {
  const seen = (best[row] ??= values);
  for (const [name, value] of Object.entries(values)) seen[name] = (name === "rate" ? Math.max : Math.min)(seen[name], value);
}
for (let round = 0; round < ROUNDS; round += 1) {
  for (const appendfsync of ["always", "everysec"]) {
    for (const clients of [1, 32]) note(`${appendfsync}, HSET of ${clients} clients`, { rate: await writes({ appendfsync }, clients) });
    for (const workers of [1, 2, 4]) note(`${appendfsync}, ${workers} workers`, await measure({ appendfsync }, workers));
  }
}

console.log(`Node ${process.versions.node}, ${availableParallelism()} cores, ${COUNT} texts, ${CONCURRENCY} at once in a worker, the best of ${ROUNDS}`);
console.log("rate in a second; cpu of workers, put and sent of Redis in ms a message; memory and file in bytes a message");
console.table(Object.fromEntries(Object.entries(best).map(([row, values]) => [row, rounded(values)])));

function rounded(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value.toPrecision(3))]));
}
