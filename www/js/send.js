import { fileField, makeSend, parameterName } from "./calls.js";
import { whatsmate } from "./client.js";
import { watched } from "./exchange.js";
import { makeList } from "./list.js";

/** How often the job of a PDF is looked at, in ms; in a sandbox it is done at once. */
const POLL = 500;

/**
 * Makes a call, for several targets as a list. What becomes of each is told to its row.
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
  const parameters = { ...given.parameters };
  try {
    if (given.file) {
      const { Media } = await whatsmate;
      // Before anything is sent, so that its progress can be shown.
      parameters[parameterName(fileField(call))] = await Media.encode(given.file, { signal, onProgress: outcome.encoding, filename: given.file.name });
    }
  } catch (error) {
    rows.forEach(({ row }) => row.fail(error));
    return;
  }
  if (rows.length > 1) {
    const messages = rows.map(({ target }) => ({ kind: call.kind, ...target, ...parameters }));
    await makeList(connection, rows, (client) => client[call.service](given.instance).sendMany(messages, options));
    return;
  }
  const [{ target, row }] = rows;
  await makeOne(connection, row, (client) =>
    call.isSend
      ? makeSend(client, call, given.instance, { ...target, ...parameters }, options)
      : call.make(client, given.values, { ...options, ...polling(call, connection, row) }),
  );
}

async function makeOne({ config, fetch }, row, call) {
  try {
    const { WhatsMate } = await whatsmate;
    row.succeed(await call(new WhatsMate({ ...config, fetch: watched(fetch, row.exchange), onEvent: row.event })));
  } catch (error) {
    row.fail(error);
  }
}

function polling({ id }, { inbox }, row) {
  return id === "submitAndWait" ? { onStatus: row.status, ...(inbox && { pollInterval: POLL }) } : {};
}

function nameOf({ number, groupName }) {
  return groupName ?? number;
}
