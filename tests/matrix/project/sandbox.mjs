import process from "node:process";
import { fileURLToPath } from "node:url";
import { createSandbox } from "whatsmate-sandbox";
import { send } from "./send.js";

const data = fileURLToPath(new URL("messages", import.meta.url));
const sandbox = await createSandbox({ data });
const { url, close } = await sandbox.listen({ port: 0 });
const answered = await send(url);
const messages = JSON.stringify(await sandbox.messages());
// A reset is one, or 501 where servers have no connections; and the sandbox ends what hangs, and what is still read.
sandbox.faults.add({ match: "path:/v1/translation", action: "reset" }, { match: "path:/v1/pdf", action: "hang" });
const reset = await fetch(`${url}/v1/translation/supported-codes`).then(({ status }) => status, () => 501);
const hung = fetch(`${url}/v1/pdf/job/check/none`).catch(() => {});
while (sandbox.faults.list()[1].used === 0) await new Promise((resolve) => setTimeout(resolve, 5));
await fetch(`${url}/_sandbox/events`);
await close();
await sandbox.close();
await hung;
if (reset !== 501) throw new Error(`a reset is a ${reset}`);
const again = await createSandbox({ data });
if (JSON.stringify(await again.messages()) !== messages) throw new Error("other messages after a restart");
await again.close();
// Another server answers the same.
const expected = await send(process.argv[2]);
console.log(answered === expected ? answered : `${answered}, not ${expected}`);
