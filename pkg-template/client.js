// The client that all classes of one configuration share, and how their methods become calls.
import { Call, prepare } from "./call.js";
import { config } from "./config.js";
import { Failure, createError } from "./failure.js";
import { Gate } from "./gate.js";
import { instance } from "./given.js";
import { PATIENCE, poll } from "./jobs.js";
import { options, param, params } from "./params.js";
import { Pause } from "./pause.js";
import { peek } from "./outside.js";
import { methodOf } from "./table.js";

/** Makes something for the wasm, or the error that is to be thrown: `[made]` or `[undefined, error]`. */
function made(make) {
  try {
    return [make()];
  } catch (thrown) {
    return [undefined, createError(Failure.of(thrown))];
  }
}

/** A client, of all classes or of one gateway. */
export const client = (rules, given, isGateway) => made(() => new Client(rules, config(given, isGateway)));

/** The number of a gateway. */
export const gateway = (given) => made(() => instance(given, "instance"));

class Client {
  constructor(rules, config) {
    Object.assign(this, config, { rules, gate: new Gate(config.maxConcurrency), pause: new Pause() });
  }

  /** Makes a call of the table: its parameters in one object, its options in another. */
  call(name, instance, given, opts) {
    const { kinds, rows } = methodOf(this.rules, name);
    const row = peek(given, "groupName") === undefined ? rows[0] : (rows[1] ?? rows[0]);
    return this.#start(name, instance, row, () => params(given, kinds), opts);
  }

  /** Makes a call that takes one parameter as it is, or none. */
  callWith(name, given, opts) {
    const { kinds, rows } = methodOf(this.rules, name);
    return this.#start(name, undefined, rows[0], () => param(given, kinds), opts);
  }

  #start(name, instance, row, read, given) {
    const call = new Call(this, row);
    const kind = row.isUpload ? "upload" : "call";
    return call.settle(
      () => [prepare(this, name, instance, read()), this.#options(given, kind)],
      (ready, options, bounds) => call.run(ready, options, bounds),
    );
  }

  /** Waits for the text of a PDF job. */
  waitFor(jobId, given) {
    return this.#job("PdfToText.check", jobId, given, (call, ready, options, bounds) =>
      poll(call, ready.jobId, options, bounds),
    );
  }

  /** Submits a PDF job and waits for its text. */
  submitAndWait(url, given) {
    return this.#job("PdfToText.submit", url, given, async (call, ready, options, bounds) => {
      const { id } = await call.run(ready, options, bounds);
      return poll(call, id, options, bounds);
    });
  }

  #job(name, value, given, work) {
    const { kinds, rows } = methodOf(this.rules, name);
    const call = new Call(this, rows[0]);
    return call.settle(
      () => {
        const ready = prepare(this, name, undefined, param(value, kinds));
        const options = this.#options(given, "wait");
        return [ready, { ...options, deadline: options.deadline ?? PATIENCE }];
      },
      (ready, options, bounds) => work(call, ready, options, bounds),
    );
  }

  /** The options of a call, with the configuration's where none were given. */
  #options(given, kind) {
    const [signal, timeout, deadline, maxRetries, retryUnknown, listener, pollInterval] = options(given, kind);
    return {
      signal,
      timeout: timeout ?? this.timeout,
      deadline: deadline ?? this.deadline,
      maxRetries: maxRetries ?? this.maxRetries,
      retryUnknown: retryUnknown ?? this.retryUnknown,
      onProgress: kind === "upload" ? listener : undefined,
      onStatus: kind === "wait" ? listener : undefined,
      pollInterval,
    };
  }
}
