import process from "node:process";
import { createSandbox } from "whatsmate-sandbox";
import { send } from "./send.js";

const sandbox = await createSandbox();
const { url } = await sandbox.listen({ port: 0 });
const answered = await send(url);
await sandbox.close();
// Another server answers the same.
const expected = await send(process.argv[2]);
console.log(answered === expected ? answered : `${answered}, not ${expected}`);
