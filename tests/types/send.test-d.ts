import { WhatsMate } from "whatsmate";
import type { CallOptions, NamedGroup, QueuedMessage, Recipient, UploadOptions } from "whatsmate";
import { exactly } from "./exactly.js";

const whatsmate = new WhatsMate();
const whatsapp = whatsmate.whatsapp(1);
const telegram = whatsmate.telegram(1);
const number = "12025550123";
const group = { groupName: "Neighbours", groupAdmin: "12025550199" };
const groupName = group.groupName;
const file = new Blob(["file"]);
const filename = "file.bin";
const options: CallOptions = {
  signal: new AbortController().signal,
  timeout: 1_000,
  deadline: 2_000,
  maxRetries: 0,
  retryUnknown: true,
};
const upload: UploadOptions = {
  ...options,
  onProgress: (progress) => {
    exactly<number>()(progress.loaded);
    exactly<number | undefined>()(progress.total);
  },
};

// Each call, to a person and to a group.
for (const messenger of [whatsapp, telegram]) {
  exactly<Promise<QueuedMessage>>()(messenger.sendText({ number, message: "Hi" }));
  messenger.sendText({ ...group, message: "Hi" }, options);
  messenger.sendImage({ number, image: file });
  messenger.sendImage({ ...group, image: file, caption: "A file" }, upload);
  messenger.sendDocument({ number, document: file, filename });
  messenger.sendDocument({ ...group, document: file, filename, caption: null }, upload);
}
exactly<Promise<QueuedMessage>>()(whatsapp.sendUrl({ number, url: "https://example.com" }));
whatsapp.sendUrl({ ...group, url: new URL("https://example.com") }, options);
whatsapp.sendImage({ groupName, image: file });
whatsapp.sendDocument({ groupName, document: file, filename });
exactly<Promise<QueuedMessage>>()(telegram.sendAudio({ number, audio: file, filename }));
telegram.sendAudio({ ...group, audio: file, filename, caption: "A file" }, upload);
exactly<Promise<QueuedMessage>>()(telegram.sendVoiceNote({ number, voiceNote: file, filename }));
telegram.sendVoiceNote({ ...group, voiceNote: file, filename, caption: "" }, upload);

export async function receipt(): Promise<string> {
  const { id, status } = await whatsapp.sendText({ number, message: "Hi" });
  exactly<string>()(status);
  return id;
}

// `undefined` is as good as absent.
whatsapp.sendText({ number, groupName: undefined, groupAdmin: undefined, message: "Hi" });
whatsapp.sendImage({ number, image: file, caption: undefined }, undefined);
telegram.sendDocument({ number: undefined, ...group, document: file, filename: undefined }, { timeout: undefined, signal: undefined });

// A recipient that is chosen elsewhere.
export function greet(to: Recipient, named: NamedGroup): void {
  whatsapp.sendText({ ...to, message: "Hi" });
  whatsapp.sendUrl({ ...to, url: "https://example.com" });
  telegram.sendVoiceNote({ ...to, voiceNote: file });
  whatsapp.sendImage({ ...named, image: file });
  whatsapp.sendImage({ ...to, image: file });
  // @ts-expect-error Telegram needs the group's creator
  telegram.sendImage({ ...named, image: file });
}

// The recipient.
// @ts-expect-error a person or a group, not both
whatsapp.sendText({ number, groupName, message: "Hi" });
// @ts-expect-error a person has no group's creator
whatsapp.sendText({ number, groupAdmin: number, message: "Hi" });
// @ts-expect-error a person or a group, not none of them
whatsapp.sendText({ message: "Hi" });
// @ts-expect-error a group's text needs its creator's number
whatsapp.sendText({ groupName, message: "Hi" });
// @ts-expect-error so does a link
whatsapp.sendUrl({ groupName, url: "https://example.com" });
// @ts-expect-error and everything by Telegram
telegram.sendImage({ groupName, image: file });
// @ts-expect-error a creator without a group
whatsapp.sendImage({ groupAdmin: number, image: file });
// @ts-expect-error a person or a group for a picture, too
whatsapp.sendImage({ number, groupName, image: file });
// @ts-expect-error a phone number is a string: as a number it would lose what precedes it
whatsapp.sendText({ number: 12025550123, message: "Hi" });
// @ts-expect-error the API's own spelling is not ours
whatsapp.sendText({ group_name: groupName, group_admin: number, message: "Hi" });
// @ts-expect-error null is no recipient
whatsapp.sendText({ number: null, message: "Hi" });

// The content.
// @ts-expect-error no message
whatsapp.sendText({ number });
// @ts-expect-error nothing at all
whatsapp.sendText();
// @ts-expect-error parameters are one object
whatsapp.sendText(number, "Hi");
// @ts-expect-error a message is a string
whatsapp.sendText({ number, message: 5 });
// @ts-expect-error an unknown key
whatsapp.sendText({ number, message: "Hi", text: "Hi" });
// @ts-expect-error a text has no caption
telegram.sendText({ number, message: "Hi", caption: "Hi" });
// @ts-expect-error no link
whatsapp.sendUrl({ number });
// @ts-expect-error Telegram has no call for links
telegram.sendUrl({ number, url: "https://example.com" });
// @ts-expect-error WhatsApp has none for audio files
whatsapp.sendAudio({ number, audio: file, filename });
// @ts-expect-error no picture
whatsapp.sendImage({ number });
// @ts-expect-error a picture is shown without a name
whatsapp.sendImage({ number, image: file, filename });
// @ts-expect-error a document is not a picture
whatsapp.sendDocument({ number, image: file, filename });
// @ts-expect-error the API's own spelling is not ours
telegram.sendVoiceNote({ number, voice_note: file, filename });
// @ts-expect-error a filename is not null
telegram.sendDocument({ number, document: file, filename: null });
// @ts-expect-error a caption is a string
telegram.sendDocument({ number, document: file, filename, caption: 5 });

// The options.
// @ts-expect-error a misspelt option
whatsapp.sendText({ number, message: "Hi" }, { timeOut: 5 });
// @ts-expect-error a text has no progress
whatsapp.sendText({ number, message: "Hi" }, { onProgress: () => {} });
// @ts-expect-error options are the second argument
whatsapp.sendText({ number, message: "Hi", timeout: 5 });
// @ts-expect-error a signal, not its controller
whatsapp.sendText({ number, message: "Hi" }, { signal: new AbortController() });
// @ts-expect-error a number of retries
whatsapp.sendText({ number, message: "Hi" }, { maxRetries: true });
// @ts-expect-error an option of waiting for a PDF
whatsapp.sendImage({ number, image: file }, { pollInterval: 5 });
// @ts-expect-error an option of the client
whatsapp.sendImage({ number, image: file }, { maxConcurrency: 5 });
