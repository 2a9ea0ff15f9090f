// The client that all classes of one configuration share, and how their methods become calls.
import { Call, prepare } from "./call.js";
import { config } from "./config.js";
import { Failure, createError } from "./failure.js";
import { Gate } from "./gate.js";
import { instance } from "./given.js";
import { sendMany } from "./many.js";
import { options } from "./options.js";
import { peek } from "./outside.js";
import { param, params } from "./params.js";
import { Pause } from "./pause.js";
import { CHECK, PATIENCE, poll } from "./pdf.js";
import { methodOf } from "./table.js";

/** Makes something for the wasm, or the error that is to be thrown: `[made]` or `[undefined, error]`. */
function made(make) {
  try {
    return [make()];
  } catch (thrown) {
    return [undefined, createError(Failure.of(thrown))];
  }
}

/** An iteration that fails when it begins, as a call's promise does. */
async function* failing(error) {
  yield await Promise.reject(error);
}

/** A client, of all classes or of one gateway. */
export const client = (rules, given, isGateway) => made(() => new Client(rules, config(given, isGateway)));

/** The number of a gateway. */
export const gateway = (given) => made(() => instance(given, "instance"));

class Client {
  constructor(rules, config) {
    Object.assign(this, config, { rules, gate: new Gate(config.maxConcurrency), pause: new Pause() });
  }

  /**
   * Makes a call of the table: its parameters in one object, its options in another. What `before` gives, once they have
   * been checked, is the answer in the place of the call's, unless it is undefined.
   */
  call(name, instance, given, options, before) {
    const { kinds, rows } = methodOf(this.rules, name);
    const row = peek(given, "groupName") === undefined ? rows[0] : (rows[1] ?? rows[0]);
    const prepared = () => prepare(this, name, instance, params(given, kinds));
    const work = before && (async (call, ...rest) => (await before()) ?? call.run(...rest));
    return this.#start(row, prepared, options, row.isUpload ? "upload" : "call", work);
  }

  /** Makes a call that takes one parameter as it is, or none. */
  callWith(name, given, options, kind = "call", work) {
    const { kinds, rows } = methodOf(this.rules, name);
    return this.#start(rows[0], () => prepare(this, name, undefined, param(given, kinds)), options, kind, work);
  }

  /** Sends a list through a gateway of a class: its outcomes. */
  sendMany(family, instance, messages, options) {
    const [outcomes, error] = made(() => sendMany(this, family, instance, messages, options));
    return outcomes ?? failing(error);
  }

  /** Waits for the text of a PDF job. */
  waitFor(jobId, options) {
    return this.callWith(CHECK, jobId, options, "wait", (call, ready, ...rest) => poll(call, ready.jobId, ...rest));
  }

  /** Submits a PDF job and waits for its text. */
  submitAndWait(url, options) {
    return this.callWith("PdfToText.submit", url, options, "wait", async (call, ready, ...rest) => {
      const { id } = await call.run(ready, ...rest);
      return poll(call, id, ...rest);
    });
  }

  #start(row, prepared, given, kind, work = (call, ...rest) => call.run(...rest)) {
    const call = new Call(this, row);
    return call.settle(
      () => [prepared(), this.#options(given, kind)],
      (...rest) => work(call, ...rest),
    );
  }

  /** The options of a call, with the configuration's where none were given. */
  #options(given, kind) {
    const [signal, timeout, deadline, maxRetries, retryUnknown, listener, pollInterval] = options(given, kind);
    return {
      signal,
      timeout: timeout ?? this.timeout,
      deadline: deadline ?? this.deadline ?? (kind === "wait" ? PATIENCE : undefined),
      maxRetries: maxRetries ?? this.maxRetries,
      retryUnknown: retryUnknown ?? this.retryUnknown,
      listener,
      pollInterval,
    };
  }
}
