// Translates a text, with credentials in the code and no permission but net:
//   deno run --allow-net translate.ts http://127.0.0.1:9470 es "Hello"
import { WhatsMate } from "whatsmate";

const [baseUrl, toLang, text] = Deno.args;
const whatsmate = new WhatsMate({ baseUrl, clientId: "me@example.com", clientSecret: "sandbox-secret" });
console.log(await whatsmate.translation.translate({ fromLang: "en", toLang, text }));
