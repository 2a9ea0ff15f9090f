import { createSandbox } from "whatsmate-sandbox";
import { send } from "./send.js";

const sandbox = await createSandbox();
const { url } = await sandbox.listen({ port: 0 });
console.log(await send(url));
await sandbox.close();
