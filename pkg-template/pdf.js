// Waiting for PDF jobs.
import { prepare } from "./call.js";
import { notify } from "./event.js";
import { Failure } from "./failure.js";

export const CHECK = "PdfToText.check";
const RETRIEVE = "PdfToText.retrieveText";

/** How long a job is waited for, unless a deadline is given, in ms. */
export const PATIENCE = 600_000;

/** The first time between two looks at a job, and the longest, in ms. */
const FIRST = 2_000;
const LONGEST = 30_000;

/** Looks at a job again and again, until it has a text or has failed. */
export async function poll(call, jobId, options, bounds) {
  call.jobId = jobId;
  const ask = (name) => call.run(readyFor(call.client, name, jobId), options, bounds);
  for (let wait = FIRST; ; wait = Math.min(wait * 1.5, LONGEST)) {
    const job = await ask(CHECK);
    notify(options.listener, () => ({ ...job })); // it may change what it is given
    const state = call.client.rules.jobState(job.status);
    if (state === "failed") throw new Failure("failed", [jobId, job.status]);
    if (state === "completed") {
      try {
        return await ask(RETRIEVE);
      } catch (thrown) {
        if (Failure.of(thrown).kind !== "waiting") throw thrown;
      }
    }
    await bounds.sleep(options.pollInterval ?? wait);
  }
}

/** Whatever the API calls a job has to be asked for. */
function readyFor(client, name, jobId) {
  try {
    return prepare(client, name, undefined, [jobId]);
  } catch (cause) {
    throw new Failure("unexpected", [200, "a job's id that no call could ask for", jobId, false], Failure.of(cause).cause);
  }
}
