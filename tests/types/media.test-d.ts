import { Buffer, Blob as NodeBlob } from "node:buffer";
import { createReadStream, openAsBlob } from "node:fs";
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { ReadableStream as NodeStream } from "node:stream/web";
import { Media, WhatsMate } from "whatsmate";
import type { MediaInput } from "whatsmate";
import { exactly } from "./exactly.js";

export async function inputs(media: Media): Promise<MediaInput[]> {
  return [
    new Blob(["bytes"]),
    new File(["bytes"], "photo.jpg"),
    await openAsBlob("photo.jpg"),
    new NodeBlob(["bytes"]),
    await readFile("photo.jpg"),
    Buffer.from("bytes"),
    new ArrayBuffer(4),
    new Uint8Array(4),
    new Uint8Array(4).buffer,
    new DataView(new ArrayBuffer(4)),
    new Float64Array(4),
    new ReadableStream<Uint8Array>(),
    new NodeStream<Uint8Array>(),
    createReadStream("photo.jpg"),
    Readable.toWeb(createReadStream("photo.jpg")),
    pieces(),
    await fetch("https://files.example.com/photo.jpg"),
    new Response("bytes"),
    { base64: "Ynl0ZXM=" },
    media,
  ];
}

async function* pieces(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(4);
}

const image = (_: MediaInput): void => {};
// @ts-expect-error a bare string could be anything
image("photo.jpg");
// @ts-expect-error a URL is not fetched
image(new URL("https://files.example.com/photo.jpg"));
// @ts-expect-error a promise has to be awaited
image(openAsBlob("photo.jpg"));
// @ts-expect-error numbers are no bytes
image([1, 2, 3]);
// @ts-expect-error a Request is not sent
image(new Request("https://files.example.com/photo.jpg"));
// @ts-expect-error pieces of text are no bytes
image((async function* () { yield "bytes"; })());
// @ts-expect-error an iterable that is not async
image(new Set([new Uint8Array(4)]));
// @ts-expect-error base64 is text
image({ base64: new Uint8Array(4) });
// @ts-expect-error a misspelt key
image({ base_64: "Ynl0ZXM=" });
// @ts-expect-error nothing
image(undefined);
// @ts-expect-error nothing
image(null);
// @ts-expect-error a number
image(5);

const number = "12025550123";
// @ts-expect-error the same for a call
new WhatsMate().whatsapp(1).sendImage({ number, image: "photo.jpg" });
// @ts-expect-error the same for a call
new WhatsMate().telegram(1).sendVoiceNote({ number, voiceNote: "note.opus", filename: "note.opus" });

exactly<Promise<Media>>()(Media.encode(new Uint8Array(4)));
Media.encode(new Uint8Array(4), {
  filename: "photo.jpg",
  signal: new AbortController().signal,
  onProgress: ({ loaded, total }) => {
    exactly<number>()(loaded);
    exactly<number | undefined>()(total);
  },
});
Media.encode(new Uint8Array(4), { filename: undefined, signal: undefined, onProgress: undefined });
// @ts-expect-error encoding has no timeout
Media.encode(new Uint8Array(4), { timeout: 5 });
// @ts-expect-error a misspelt option
Media.encode(new Uint8Array(4), { fileName: "photo.jpg" });
// @ts-expect-error a path is no file
Media.encode("photo.jpg");
// @ts-expect-error a Media is made by encode
new Media();

export async function facts(): Promise<void> {
  const media = await Media.encode(new Uint8Array(4));
  exactly<number>()(media.size);
  exactly<number>()(media.encodedSize);
  exactly<string | undefined>()(media.filename);
  // @ts-expect-error what it holds is its own
  media.chunks;
  // @ts-expect-error its size is for reading
  media.size = 5;
}
