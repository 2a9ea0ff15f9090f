import process from "node:process";
import { send } from "./send.js";

console.log(await send(process.argv[2]));
