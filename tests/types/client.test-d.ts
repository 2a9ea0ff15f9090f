import { PdfToText, Telegram, Translation, WhatsApp, WhatsMate } from "whatsmate";
import type { WhatsMateConfig, WhatsMateEvent } from "whatsmate";
import type { WhatsMateError } from "whatsmate";
import { exactly } from "./exactly.js";

const credentials = { clientId: "you@example.com", clientSecret: "any" };

new WhatsMate();
new WhatsMate(undefined);
new WhatsMate({});
new WhatsMate(credentials);
new WhatsMate({ clientId: process.env["ID"], clientSecret: process.env["SECRET"], baseUrl: process.env["BASE"] });
const whatsmate = new WhatsMate({
  ...credentials,
  baseUrl: new URL("http://127.0.0.1:9470"),
  timeout: 1_000,
  deadline: 2_000,
  maxRetries: 0,
  retryUnknown: true,
  maxConcurrency: 4,
  enforceLimits: false,
  fetch: (url, init) => fetch(url, { ...init, keepalive: true }),
  onEvent: (event) => exactly<WhatsMateEvent>()(event),
  allowInsecureHttp: true,
  dangerouslyAllowBrowser: true,
});

// @ts-expect-error a misspelt option
new WhatsMate({ clientID: "you@example.com" });
// @ts-expect-error null is no option
new WhatsMate({ clientId: null });
// @ts-expect-error a timeout is a number of milliseconds
new WhatsMate({ ...credentials, timeout: "60s" });
// @ts-expect-error a base URL is a string or a URL
new WhatsMate({ ...credentials, baseUrl: 9470 });
// @ts-expect-error a client has no instance, its gateways have
new WhatsMate({ ...credentials, instance: 1 });

// A relay's own headers, in every form that fetch takes.
for (const headers of [
  () => ({ Authorization: "Bearer token" }),
  () => new Headers({ Authorization: "Bearer token" }),
  async () => ({ Authorization: "Bearer token" }),
  async () => new Headers(),
] satisfies WhatsMateConfig["headers"][]) {
  new WhatsMate({ baseUrl: "https://relay.example.com", headers });
}
new WhatsMate({ baseUrl: "https://relay.example.com", headers: () => [["Authorization", "Bearer token"]] });
// @ts-expect-error headers are asked for anew each time, so they come from a function
new WhatsMate({ baseUrl: "https://relay.example.com", headers: { Authorization: "Bearer token" } });
// @ts-expect-error that is no header's value
new WhatsMate({ baseUrl: "https://relay.example.com", headers: () => ({ Authorization: 5 }) });

// A fetch of one's own.
new WhatsMate({ ...credentials, fetch });
new WhatsMate({ ...credentials, fetch: globalThis.fetch });
new WhatsMate({ ...credentials, fetch: () => new Response("{}") });
new WhatsMate({ ...credentials, fetch: async (url: string, init: RequestInit) => new Response(`${url} ${init.method}`) });
new WhatsMate({
  ...credentials,
  fetch(url, init) {
    exactly<string>()(url);
    exactly<RequestInit>()(init);
    return Promise.resolve({ status: 200, headers: new Map([["content-type", "text/plain"]]) as never, text: async () => "" });
  },
});
// @ts-expect-error a fetch that answers a string
new WhatsMate({ ...credentials, fetch: () => "OK" });
// @ts-expect-error a fetch that wants a Request, which it does not get
new WhatsMate({ ...credentials, fetch: (request: Request) => fetch(request) });

exactly<WhatsApp>()(whatsmate.whatsapp(1));
exactly<Telegram>()(whatsmate.telegram(1));
exactly<Translation>()(whatsmate.translation);
exactly<PdfToText>()(whatsmate.pdf);
exactly<number>()(whatsmate.whatsapp(1).instance);
exactly<number>()(whatsmate.telegram(1).instance);
// @ts-expect-error an instance is a number
whatsmate.whatsapp("1");
// @ts-expect-error a gateway has a number
whatsmate.telegram();
// @ts-expect-error an instance is for reading
whatsmate.whatsapp(1).instance = 2;
// @ts-expect-error so is a family
whatsmate.pdf = new PdfToText(credentials);
// @ts-expect-error a class is made with new
WhatsMate(credentials);

new WhatsApp({ ...credentials, instance: 3 });
new Telegram({ ...credentials, instance: 3, timeout: 5_000 });
new Translation(credentials);
new Translation();
new PdfToText({ baseUrl: "https://relay.example.com" });
// @ts-expect-error a gateway that stands alone needs its number
new WhatsApp(credentials);
// @ts-expect-error as a number
new Telegram({ ...credentials, instance: "3" });
// @ts-expect-error translation has no gateway
new Translation({ ...credentials, instance: 3 });

export function onEvent(event: WhatsMateEvent): string {
  exactly<string>()(event.endpoint);
  exactly<number>()(event.attempt);
  switch (event.type) {
    case "request":
      // @ts-expect-error there is no status yet
      return event.status;
    case "response":
      exactly<number>()(event.status);
      exactly<number>()(event.duration);
      return event.type;
    case "retry":
      exactly<number>()(event.wait);
      exactly<WhatsMateError>()(event.error);
      return event.type;
    default:
      exactly<never>()(event);
      return event;
  }
}
