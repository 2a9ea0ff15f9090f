import { parentPort, workerData } from "node:worker_threads";
import { extract } from "./extract.js";

parentPort.postMessage(await extract(workerData));
