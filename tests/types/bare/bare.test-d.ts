import { isWhatsMateError, Media, WhatsMate } from "whatsmate";
import { init } from "whatsmate/slim";
import { exactly } from "../exactly.js";

await init(new Uint8Array(4));
const whatsmate = new WhatsMate({
  baseUrl: "https://relay.example.com",
  headers: async () => ({ Authorization: "Bearer token" }),
  fetch: async (url, init) => {
    exactly<string>()(url);
    exactly<string>()(init.method);
    return { status: 200, headers: { get: () => null }, text: async () => "{}" };
  },
});
const media = await Media.encode({ base64: "Ynl0ZXM=" }, { filename: "a.txt" });
try {
  const { id } = await whatsmate.whatsapp(1).sendDocument({ number: "12025550123", document: media });
  exactly<string>()(id);
} catch (error) {
  if (isWhatsMateError(error) && error.code === "timeout") exactly<number>()(error.after);
}
// @ts-expect-error a number is no base URL
new WhatsMate({ baseUrl: 5 });
// @ts-expect-error a bare string is no file
Media.encode("photo.jpg");
// @ts-expect-error a signal has more than that
await whatsmate.pdf.check("job", { signal: { aborted: false } });
