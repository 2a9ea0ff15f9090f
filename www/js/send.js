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
  const options = { ...given.options, signal };
  const rows = call.isSend ? given.targets.map((target) => ({ target, row: outcome.row(nameOf(target)) })) : [{ row: outcome.row(call.label) }];

  let media;
  async function one({ target, row }) {
    const { WhatsMate } = await whatsmate;
    // One client for each: what it tells then belongs to this row.
    const client = new WhatsMate({ ...connection.config, fetch: watched(connection.fetch, row.exchange), onEvent: row.event });
    if (!call.isSend) {
      return call.make(client, given.values, { ...options, ...polling(call, connection, row) });
    }
    const file = media && { [parameterName(fileField(call))]: media };
    return makeSend(client, call, given.instance, { ...target, ...given.parameters, ...file }, options);
  }

  try {
    if (given.file) {
      const { Media } = await whatsmate;
      // Encoded once for all of them.
      media = await Media.encode(given.file, { signal, onProgress: outcome.encoding, filename: given.file.name });
    }
  } catch (error) {
    rows.forEach(({ row }) => row.fail(error));
    return;
  }
  await Promise.all(rows.map((it) => one(it).then(it.row.succeed, it.row.fail)));
}

function polling({ id }, { inbox }, row) {
  return id === "submitAndWait" ? { onStatus: row.status, ...(inbox && { pollInterval: POLL }) } : {};
}

function nameOf({ number, groupName }) {
  return groupName ?? number;
}
