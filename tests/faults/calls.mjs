// Every call that the tests make. Runs in every runtime, so it imports nothing.

/**
 * @typedef {object} Call
 * @property {string} name
 * @property {"queues" | "spends" | "reads"} effect what it does to the account, which decides when it may be repeated
 * @property {boolean} isJson whether it is answered in JSON, or by a bare text
 * @property {(client: object, marker: string, options: object) => Promise<unknown>} make
 */

const FORMS = {
  "to a number": { number: "12025550123" },
  "to a group": { groupName: "Muscle Men", groupAdmin: "12025550199" },
};
const FILE = Uint8Array.from({ length: 2_000 }, (_, index) => (index * 7) % 256);
/** Large enough to be encoded while it is sent, where it is. */
const LARGE = Uint8Array.from({ length: 900_000 }, (_, index) => (index * 7) % 256);
const PDF = "https://files.example.com/one.pdf?of=";

const SENDS = {
  "WhatsApp sendText": (client, to, marker, options) =>
    client.whatsapp(1).sendText({ ...to, message: marker }, options),
  "WhatsApp sendUrl": (client, to, marker, options) =>
    client.whatsapp(1).sendUrl({ ...to, url: `https://www.example.com/${marker}` }, options),
  "WhatsApp sendImage": (client, to, marker, options) =>
    client.whatsapp(1).sendImage({ ...to, image: FILE, caption: marker }, options),
  "WhatsApp sendDocument": (client, to, marker, options) =>
    client.whatsapp(1).sendDocument({ ...to, document: FILE, filename: `${marker}.pdf` }, options),
  "Telegram sendText": (client, to, marker, options) =>
    client.telegram(1).sendText({ ...to, message: marker }, options),
  "Telegram sendImage": (client, to, marker, options) =>
    client.telegram(1).sendImage({ ...to, image: FILE, caption: marker }, options),
  "Telegram sendDocument": (client, to, marker, options) =>
    client.telegram(1).sendDocument({ ...to, document: FILE, filename: `${marker}.pdf` }, options),
  "Telegram sendAudio": (client, to, marker, options) =>
    client.telegram(1).sendAudio({ ...to, audio: FILE, filename: `${marker}.mp3` }, options),
  "Telegram sendVoiceNote": (client, to, marker, options) =>
    client.telegram(1).sendVoiceNote({ ...to, voiceNote: FILE, filename: `${marker}.opus` }, options),
};

const sends = Object.entries(SENDS).flatMap(([method, make]) =>
  Object.entries(FORMS).map(([form, to]) => ({
    name: `${method} ${form}`,
    effect: "queues",
    isJson: true,
    make: (client, marker, options) => make(client, to, marker, options),
  })),
);

const large = ["bytes", "a Blob"].map((kind) => ({
  name: `WhatsApp sendDocument of 900 kB, ${kind}`,
  effect: "queues",
  isJson: true,
  make: (client, marker, options) => {
    const document = kind === "bytes" ? LARGE : new Blob([LARGE]);
    return client.whatsapp(1).sendDocument({ ...FORMS["to a number"], document, filename: `${marker}.pdf` }, options);
  },
}));

/** @type {Call[]} */
export const CALLS = [
  ...sends,
  ...large,
  {
    name: "pdf.submit",
    effect: "queues",
    isJson: true,
    make: (client, marker, options) => client.pdf.submit(PDF + marker, options),
  },
  {
    name: "translate",
    effect: "spends",
    isJson: false,
    make: (client, marker, options) =>
      client.translation.translate({ fromLang: "en", toLang: "es", text: marker }, options),
  },
  {
    name: "pdf.extract",
    effect: "spends",
    isJson: false,
    make: (client, marker, options) => client.pdf.extract(PDF + marker, options),
  },
  {
    name: "supportedCodes",
    effect: "reads",
    isJson: true,
    make: (client, _marker, options) => client.translation.supportedCodes(options),
  },
  {
    name: "pdf.check",
    effect: "reads",
    isJson: true,
    make: (client, marker, options) => client.pdf.check(marker, options),
  },
  {
    name: "pdf.retrieveText",
    effect: "reads",
    isJson: false,
    make: (client, marker, options) => client.pdf.retrieveText(marker, options),
  },
];

/** @param {string} name @returns {Call} */
export function callOf(name) {
  const call = CALLS.find((each) => each.name === name);
  if (!call) {
    throw new Error(`There is no call ${name}`);
  }
  return call;
}
