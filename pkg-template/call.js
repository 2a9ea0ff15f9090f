// A call that is under way: its attempts, one after the other, and what is known when it ends.
import { failureOf, read } from "./answer.js";
import { bodyOf, fileOf } from "./body.js";
import { after, Bounds } from "./bounds.js";
import { neverOpened } from "./connection.js";
import { Progress, notify } from "./event.js";
import { exchange } from "./exchange.js";
import { Failure, createError, invalid, promised } from "./failure.js";
import { relayHeaders } from "./headers.js";
import { randomId } from "./host.js";
import { fileIn } from "./params.js";
import { rowOf } from "./table.js";
import { describe } from "./thrown.js";

/** A minute, and a second more for each 50 kB of body. */
const defaultTimeout = (length) => 60_000 + Math.floor(length / 50_000) * 1_000;

/**
 * Checks the parameters of a call.
 *
 * @param {object} client
 * @param {string} name the public method
 * @param {number | undefined} instance the gateway
 * @param {unknown[]} values its parameters, in the order of `methodOf`
 * @returns the request that can be sent, and its file
 */
export function prepare(client, name, instance, values) {
  const source = fileIn(values);
  const sizes = values.map((value) => (value === source && source ? (source.size ?? null) : value));
  const [number, ...parts] = client.rules.request(name, instance, sizes, client.enforceLimits);
  if (typeof number === "string") throw invalid(number, parts[0]);
  const row = rowOf(client.rules, number);
  const [target, head, tail, length, jobId] = parts;
  // What tells a relay that the attempts of a send are one; the API itself knows no such thing.
  const key = row.effect === "queues" && !client.headers ? randomId() : undefined;
  const lane = `${name.split(".")[0]} ${instance}`;
  return { row, target, head, tail, length, jobId, key, lane, source };
}

/** A call, from its being asked for to its answer or error. */
export class Call {
  client;
  /** The row of the table, as far as it is known. */
  row;
  /** What is known of its message. */
  delivery = "not-sent";
  /** The PDF job that was submitted. */
  jobId;

  constructor(client, row) {
    this.client = client;
    this.row = row;
  }

  /** What `createError` is to know of it. */
  describe() {
    const { client, row, delivery, jobId } = this;
    return { endpoint: row.label, delivery: row.effect === "queues" ? delivery : undefined, jobId, secrets: client.secrets };
  }

  /**
   * The promise that the caller gets.
   *
   * @param {() => [object, object]} read reads what was given: what can be sent, and the options
   * @param {(ready: object, options: object, bounds: Bounds) => unknown} work
   */
  settle(read, work) {
    return promised(() => this.describe(), () => {
      const [ready, options] = read();
      const bounds = new Bounds(options.signal, options.deadline);
      return () => bounds.hold(() => work(ready, options, bounds));
    });
  }

  /** Makes the attempts. Each has its own place among the calls under way, so none is held between them. */
  async run(ready, options, bounds) {
    const { client } = this;
    this.row = ready.row;
    this.delivery = "not-sent";
    const progress = new Progress(ready.row.isUpload ? options.listener : undefined);
    const limit = client.enforceLimits ? ready.row.number : undefined;
    let file;
    for (let attempt = 1; ; attempt += 1) {
      await this.#turn(ready.lane, bounds);
      let body;
      let failure;
      try {
        bounds.check();
        if (ready.source) file ??= await fileOf(ready.source, ready, client, limit, progress, bounds);
        body = await bodyOf(ready, file, client, progress, bounds);
        return await this.#attempt(ready, body, options, bounds, attempt);
      } catch (thrown) {
        failure = Failure.of(thrown);
      } finally {
        body?.close?.();
        client.gate.leave();
      }
      const { wait, pause } = failure;
      if (pause !== undefined) client.pause.begin(ready.lane, pause);
      if (wait === undefined || !bounds.allow(wait)) throw failure;
      this.#tell("retry", attempt, () => ({ wait, error: createError(failure, this.describe()) }));
      await bounds.sleep(wait);
    }
  }

  /** Waits for a place among the calls under way, and for the API to take calls of this kind again. */
  async #turn(lane, bounds) {
    const { gate, pause } = this.client;
    for (;;) {
      await pause.end(lane, bounds);
      await gate.enter(bounds);
      if (pause.rest(lane) <= 0) return;
      gate.leave();
    }
  }

  async #attempt(ready, body, options, bounds, attempt) {
    const { client, row } = this;
    const timeout = options.timeout ?? defaultTimeout(body.length);
    const policy = [row.number, attempt, options.maxRetries, options.retryUnknown];
    // What fetch says of a file that failed is not what happened.
    const failed = (...verdict) => body.failure ?? failureOf(...verdict);
    this.#tell("request", attempt, () => ({}));
    const start = Date.now();
    // What an earlier attempt left open stays open.
    const before = this.delivery;
    let sent;
    let stop;
    const late = new Promise((_, reject) => {
      stop = after(timeout, () => reject(failed(client.rules.late(policy), [timeout])));
    });
    try {
      const headers = client.relay ? await bounds.wait(relayHeaders(client.relay), late) : client.headers;
      bounds.check();
      // From here on nobody knows, until an answer says otherwise.
      this.delivery = "unknown";
      sent = exchange(client, { ...row, target: ready.target, headers, key: ready.key, body });
      // A fetch of somebody else's may do more than send this request, and fail at that when it has long been sent.
      const { isOwn } = sent;
      const lost = (thrown) => {
        throw failed(client.rules.lost(policy, isOwn && neverOpened(thrown)), [describe(thrown)], thrown);
      };
      const answer = await bounds.wait(sent.answer.catch(lost), late);
      if (!answer) throw new Failure("unexpected", [undefined, "fetch gave no Response", "", false]);
      if (answer[5]) sent = undefined; // read to its end
      this.#tell("response", attempt, () => ({ status: answer[0], duration: Date.now() - start }));
      return read(client.rules, policy, answer, ready.jobId);
    } catch (thrown) {
      if (Failure.of(thrown).delivery === "not-sent") this.delivery = before;
      throw thrown;
    } finally {
      stop();
      sent?.stop();
    }
  }

  #tell(type, attempt, more) {
    notify(this.client.onEvent, () => ({ type, endpoint: this.row.label, attempt, ...more() }));
  }
}
