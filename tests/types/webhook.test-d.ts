import { createServer } from "node:http";
import { parseWebhook } from "whatsmate/webhook";
import type { IncomingMessage } from "whatsmate/webhook";
import { exactly } from "./exactly.js";

const options = { token: "t0ken" };

exactly<Promise<IncomingMessage>>()(parseWebhook(new Request("https://app.example.com/in", { method: "POST", body: "{}" }), options));
parseWebhook("{}", options);
parseWebhook(new Uint8Array(2), options);
parseWebhook({ token: "t0ken", type: "individual" }, options);
createServer((request) => {
  parseWebhook(request, options);
});
const { instance } = await parseWebhook({ body: "{}" }, options);
exactly<number>()(instance);
// @ts-expect-error whoever knows the URL could post messages
parseWebhook("{}");
// @ts-expect-error a number is no token
parseWebhook("{}", { token: 5 });
// @ts-expect-error a number is no body
parseWebhook(5, options);
