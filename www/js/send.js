import { fileField, makeSend, parameterName } from "./calls.js";
import { whatsmate } from "./client.js";
import { watched } from "./exchange.js";

/** How often the job of a PDF is looked at, in ms; in a sandbox it is done at once. */
const POLL = 500;

/**
 * Makes a call, for each target at once. What becomes of each is told to its row.
 *
 * @param {ReturnType<ReturnType<import("./form.js").createForm>["read"]>} given
 * @param {import("./connection.js").Connection} connection
 * @param {object} outcome See outcomes.js.
 * @param {AbortSignal} signal
 * @returns {Promise<void>} It never rejects.
 */
export async function make(given, connection, outcome, signal) {
  const { call } = given;
  const rows = call.isSend ? given.targets.map((target) => ({ target, row: outcome.row(nameOf(target)) })) : [{ row: outcome.row(call.label) }];
  try {
    const { Media, WhatsMate } = await whatsmate;
    // Encoded once for all of them.
    const media = given.file && (await Media.encode(given.file, { signal, onProgress: outcome.progress, filename: given.file.name }));
    const isSandbox = connection.inbox !== undefined;
    const one = async ({ target, row }) => {
      try {
        // One client for each: what it tells then belongs to this row.
        const fetch = watched(connection.fetch, row.exchange);
        const client = new WhatsMate({ ...connection.config, fetch, onEvent: row.event });
        const options = { ...given.options, signal };
        row.succeed(await (call.isSend ? sendTo(client, target) : ask(client, options, row)));
      } catch (error) {
        row.fail(error);
      }
    };
    const sendTo = (client, target) => {
      const name = fileField(call);
      const parameters = { ...target, ...given.parameters, ...(name && { [parameterName(name)]: media }) };
      return makeSend(client, call, given.instance, parameters, { ...given.options, signal });
    };
    const ask = (client, options, row) => {
      const waiting = call.id === "submitAndWait" ? { onStatus: row.status, ...(isSandbox && { pollInterval: POLL }) } : {};
      return call.make(client, given.values, { ...options, ...waiting });
    };
    await Promise.all(rows.map(one));
  } catch (error) {
    for (const { row } of rows) {
      row.fail(error);
    }
  }
}

function nameOf({ number, groupName }) {
  return groupName ?? number;
}
