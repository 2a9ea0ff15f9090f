import { WhatsMate } from "whatsmate";
import type { ManyOptions, SendOutcome, TelegramMessage, WhatsAppMessage } from "whatsmate";
import { openLedger } from "whatsmate/ledger";
import type { FileLedger, Ledger, LedgerEntry } from "whatsmate/ledger";
import { exactly } from "./exactly.js";

const whatsapp = new WhatsMate().whatsapp(1);
const telegram = new WhatsMate().telegram(1);
const number = "12025550101";
const file = new Uint8Array(1);

exactly<"text" | "url" | "image" | "document">()("text" as WhatsAppMessage["kind"]);
exactly<"text" | "image" | "document" | "audio" | "voiceNote">()("text" as TelegramMessage["kind"]);

whatsapp.sendMany([{ kind: "text", number, message: "hi" }, { kind: "image", groupName: "Neighbours", image: file }]);
whatsapp.sendMany(new Set<WhatsAppMessage>());
telegram.sendMany([{ kind: "voiceNote", number, voiceNote: file, filename: "a.opus" }], { ordered: true, concurrency: 2, perSecond: 0.5 });
async function* source(): AsyncGenerator<TelegramMessage> {
  yield { kind: "audio", number, audio: file, caption: null };
}
telegram.sendMany(source(), { key: (message, index) => `${message.kind} ${index}`, signal: new AbortController().signal });
for await (const outcome of whatsapp.sendMany([])) {
  exactly<SendOutcome>()(outcome);
  if (outcome.status === "queued") {
    exactly<string>()(outcome.id);
    exactly<true | undefined>()(outcome.earlier);
  } else exactly<"not-sent" | "unknown">()(outcome.delivery);
}
// @ts-expect-error WhatsApp knows no voice notes
whatsapp.sendMany([{ kind: "voiceNote", number, voiceNote: file }]);
// @ts-expect-error no kind
whatsapp.sendMany([{ number, message: "hi" }]);
// @ts-expect-error a text has no image
whatsapp.sendMany([{ kind: "text", number, image: file }]);
// @ts-expect-error a number and a group
whatsapp.sendMany([{ kind: "text", number, groupName: "Neighbours", message: "hi" }]);
// @ts-expect-error no list
whatsapp.sendMany({ kind: "text", number, message: "hi" });
// @ts-expect-error a group's text needs its admin
whatsapp.sendMany([{ kind: "text", groupName: "Neighbours", message: "hi" }]);
whatsapp.sendMany([], { ledger: "list.ledger" });
const ledger = await openLedger("list.ledger", { takeOver: true });
exactly<FileLedger>()(ledger);
exactly<LedgerEntry | undefined>()(ledger.find("a"));
exactly<LedgerEntry | undefined>()(await ledger.forget("a"));
exactly<string[]>()(ledger.unknown());
telegram.sendMany([], { ledger });
const own: Ledger = { find: () => undefined, begin: async () => ({ status: "unknown" }), end() {} };
whatsapp.sendMany([], { ledger: own });
// @ts-expect-error it has to know what was begun
whatsapp.sendMany([], { ledger: { find: () => undefined, end() {} } });
// @ts-expect-error a path is a string
openLedger(new URL("file:///list.ledger"));
export type Options = ManyOptions<WhatsAppMessage>;
