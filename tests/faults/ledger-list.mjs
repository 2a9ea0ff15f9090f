// Sends a list with a ledger, and writes a line for each outcome. Arguments: the sandbox, the ledger, how many.
import process from "node:process";
import { WhatsMate } from "../../pkg/index.js";
import { openLedger } from "../../pkg/ledger.js";

const [baseUrl, path, count] = process.argv.slice(2);
const whatsapp = new WhatsMate({ baseUrl, clientId: "me@example.com", clientSecret: "sandbox-secret" }).whatsapp(1);

function* messages() {
  for (let i = 0; i < Number(count); i += 1) yield { kind: "text", number: `120255501${String(i % 100).padStart(2, "0")}`, message: `message ${i}` };
}

const ledger = await openLedger(path);
for await (const { key, status, earlier, error } of whatsapp.sendMany(messages(), { ledger })) {
  const fate = status === "queued" ? (earlier ? "earlier" : "queued") : error.code;
  process.stdout.write(`${key} ${fate}\n`);
}
await ledger.close();
