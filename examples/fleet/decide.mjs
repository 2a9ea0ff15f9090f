// A person looks at jobs, and decides about some of them. Ends with 1 if one of them was not there.

/**
 * @param {string[]} rest of the command: nothing to list them, or a decision and ids
 * @param {{ list: () => Promise<object[]>, get: (id: string) => Promise<object | undefined>, describe: (job: object) => object,
 *   decisions: Record<string, (job: object) => Promise<void>> }} jobs
 */
export async function decide([decision, ...ids], { list, get, describe, decisions }) {
  if (decision === undefined) {
    for (const job of await list()) console.log(JSON.stringify({ id: job.id, since: new Date(job.timestamp).toISOString(), ...describe(job) }));
    return;
  }
  if (!Object.hasOwn(decisions, decision) || ids.length === 0) {
    console.error(`What is to become of which ones? ${Object.keys(decisions).join(" or ")}, and their ids`);
    process.exitCode = 2;
    return;
  }
  for (const id of ids) {
    const job = await get(id);
    if (job) {
      await decisions[decision](job);
      console.log(`${id}: ${decision}`);
    } else {
      console.error(`${id} is not there`);
      process.exitCode = 1;
    }
  }
}
