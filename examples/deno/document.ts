// Sends what is at an address to several people, read and encoded once:
//   deno run --allow-net --allow-env document.ts https://example.com/menu.pdf 12025550123 12025550124
import { Media, WhatsMate } from "whatsmate";

const [address, ...numbers] = Deno.args;
const document = await Media.encode(await fetch(address), { filename: address.split("/").at(-1) ?? "document" });
const whatsapp = new WhatsMate().whatsapp(1);
const sent = await Promise.all(numbers.map((number) => whatsapp.sendDocument({ number, document })));
console.log(`${sent.length} messages queued, ${document.size} bytes each`);
