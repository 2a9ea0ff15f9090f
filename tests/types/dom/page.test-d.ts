import { WhatsMate } from "whatsmate";
import { init } from "whatsmate/slim";

const number = "12025550123";

export async function page(input: HTMLInputElement, canvas: HTMLCanvasElement): Promise<void> {
  const whatsapp = new WhatsMate({ baseUrl: "/relay", headers: () => new Headers({ "X-CSRF": "token" }) }).whatsapp(1);
  const file = input.files?.[0];
  if (file) await whatsapp.sendDocument({ number, document: file }, { signal: AbortSignal.timeout(5_000) });
  const image = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  // @ts-expect-error a canvas may give nothing
  await whatsapp.sendImage({ number, image });
  if (image) await whatsapp.sendImage({ number, image });
  await whatsapp.sendImage({ number, image: file!.stream() });
  await init(await WebAssembly.compileStreaming(fetch("/whatsmate.wasm")));
  await init(WebAssembly.compileStreaming(fetch("/whatsmate.wasm")));
  // @ts-expect-error an address without what a URL has
  await init(document.createElement("a").relList);
}
