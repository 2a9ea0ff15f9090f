import { createServer } from "node:http";
import { IncomingMessage } from "node:http";
import { createRelay } from "whatsmate/relay";
import type { RelayCall, RelayConfig, RelayEvent } from "whatsmate/relay";
import { createRelayListener } from "whatsmate/relay-node";
import { exactly } from "./exactly.js";

const credentials = { clientId: "me@example.com", clientSecret: "sandbox-secret" };

const relay = createRelay({ ...credentials, authorize: (request) => request.headers.has("authorization") });
exactly<(request: Request) => Promise<Response>>()(relay);
createRelay({ ...credentials, authorize: async () => new Response("log in", { status: 401 }) });
createRelay({ authorize: () => true, fetch: (url, init) => fetch(url, init), calls: ["WhatsApp.sendText", "PdfToText.submit"] });
// @ts-expect-error there is no default that lets everybody in
createRelay(credentials);
// @ts-expect-error a text is no answer
createRelay({ ...credentials, authorize: () => "yes" });
// @ts-expect-error no such call
createRelay({ ...credentials, authorize: () => true, calls: ["WhatsApp.sendAudio"] });
// @ts-expect-error a method that makes several calls is none
createRelay({ ...credentials, authorize: () => true, calls: ["PdfToText.submitAndWait"] });
// @ts-expect-error a number is no list
createRelay({ ...credentials, authorize: () => true, instances: 1 });

exactly<
  | "WhatsApp.sendText" | "WhatsApp.sendUrl" | "WhatsApp.sendImage" | "WhatsApp.sendDocument"
  | "Telegram.sendText" | "Telegram.sendImage" | "Telegram.sendDocument" | "Telegram.sendAudio" | "Telegram.sendVoiceNote"
  | "Translation.translate" | "Translation.supportedCodes"
  | "PdfToText.extract" | "PdfToText.submit" | "PdfToText.check" | "PdfToText.retrieveText"
>()("" as RelayCall);

const told = (event: RelayEvent) => (event.type === "refused" ? event.reason : exactly<number>()(event.duration));
createServer(createRelayListener({ ...credentials, authorize: (request) => request.headers.authorization === "x", onEvent: told }));
declare class Asked extends IncomingMessage { user?: string }
createRelayListener({ ...credentials, authorize: ({ user }: Asked) => user !== undefined });
// @ts-expect-error it pipes, and so has no use for one
createRelayListener({ ...credentials, authorize: () => true, fetch });
export type Config = RelayConfig;
