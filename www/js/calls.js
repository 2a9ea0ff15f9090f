// The 24 calls, as the form shows them. A send has two of them: its form for a person and its form for a group.

const LARGEST = { image: 4_718_592, document: 7_077_888, recording: 2_359_296 };

/**
 * What a call takes. `limit` counts characters, `largest` bytes of the file.
 *
 * @type {Record<string, { label: string, control: "line" | "area" | "file" | "language", limit?: number, largest?: number,
 *   accept?: string, sample?: string, isOptional?: boolean, isRecorded?: boolean, example?: string, hint?: string,
 *   wire?: string }>}
 */
export const FIELDS = {
  number: { label: "Numbers", control: "area", example: "12025550101", hint: "With country code. One a line goes to each of them." },
  groupName: { label: "Group", control: "line", limit: 150, example: "Muscle Men", wire: "group_name" },
  groupAdmin: { label: "Its admin’s number", control: "line", example: "12025550100", wire: "group_admin" },
  message: { label: "Message", control: "area", limit: 900, example: "Hello from the sandbox" },
  link: { label: "Link", control: "line", limit: 900, example: "https://example.com/menu?day=1&table=2", wire: "url" },
  image: { label: "Picture", control: "file", accept: "image/*", largest: LARGEST.image, sample: "photo.jpg" },
  document: { label: "Document", control: "file", largest: LARGEST.document, sample: "report.pdf" },
  audio: { label: "Audio", control: "file", accept: "audio/*", largest: LARGEST.recording, sample: "jingle.mp3", isRecorded: true },
  voiceNote: {
    label: "Voice note",
    control: "file",
    accept: "audio/*",
    largest: LARGEST.recording,
    sample: "voice-note.opus",
    isRecorded: true,
    wire: "voice_note",
  },
  filename: { label: "File name", control: "line", limit: 80, isOptional: true, hint: "Left empty, it is the file’s own." },
  caption: { label: "Caption", control: "line", limit: 250, isOptional: true },
  fromLang: { label: "From", control: "language", example: "en" },
  toLang: { label: "To", control: "language", example: "es" },
  text: { label: "Text", control: "area", limit: 3500, example: "Good morning" },
  pdf: { label: "Address of the PDF", control: "line", sample: "report.pdf", wire: "url" },
  jobId: { label: "Job", control: "line", hint: "The id that submitting was answered with." },
};

/** `kind` is what its message is in a list: `sendVoiceNote` sends a `voiceNote`. */
const send = (id, label, method, ...fields) => ({ id, label, method, kind: method[4].toLowerCase() + method.slice(5), fields, isSend: true });

/** What can be asked for, by service. `make` calls the client; what is a send is made by `makeSend`. */
export const SERVICES = [
  {
    id: "whatsapp",
    label: "WhatsApp",
    calls: [
      send("text", "Text", "sendText", "message"),
      send("url", "Link", "sendUrl", "link"),
      send("image", "Picture", "sendImage", "image", "caption"),
      send("document", "Document", "sendDocument", "document", "filename", "caption"),
    ],
  },
  {
    id: "telegram",
    label: "Telegram",
    calls: [
      send("text", "Text", "sendText", "message"),
      send("image", "Picture", "sendImage", "image", "caption"),
      send("document", "Document", "sendDocument", "document", "filename", "caption"),
      send("audio", "Audio", "sendAudio", "audio", "filename", "caption"),
      send("voice_note", "Voice note", "sendVoiceNote", "voiceNote", "filename", "caption"),
    ],
  },
  {
    id: "translation",
    label: "Translation",
    calls: [
      {
        id: "translate",
        label: "Translate",
        fields: ["fromLang", "toLang", "text"],
        path: () => "POST /v1/translation/translate",
        make: (client, values, options) => client.translation.translate(values, options),
      },
      {
        id: "supportedCodes",
        label: "List languages",
        fields: [],
        path: () => "GET /v1/translation/supported-codes",
        make: (client, _, options) => client.translation.supportedCodes(options),
      },
    ],
  },
  {
    id: "pdf",
    label: "PDF to text",
    calls: [
      pdfCall("extract", "Extract", "extract", "pdf", ({ pdf }) => `extract?url=${encodeURIComponent(pdf)}`),
      pdfCall("submitAndWait", "Submit and wait", "submitAndWait", "pdf", ({ pdf }) => `job/submit?url=${encodeURIComponent(pdf)}`),
      pdfCall("submit", "Submit", "submit", "pdf", ({ pdf }) => `job/submit?url=${encodeURIComponent(pdf)}`),
      pdfCall("check", "Check", "check", "jobId", ({ jobId }) => `job/check/${jobId}`),
      pdfCall("retrieveText", "Get the text", "retrieveText", "jobId", ({ jobId }) => `job/retrieve_text/${jobId}`),
    ],
  },
];

function pdfCall(id, label, method, field, path) {
  return {
    id,
    label,
    fields: [field],
    path: (values) => `GET /v1/pdf/${path(values)}`,
    make: (client, values, options) => client.pdf[method](values[field], options),
  };
}

for (const service of SERVICES) {
  for (const call of service.calls) {
    call.service = service.id;
  }
}

/** Whether the API finds the group of this call by its name alone. */
export function isNamedOnly({ service, id }) {
  return service === "whatsapp" && (id === "image" || id === "document");
}

/** The field of a call that is a file, if there is one. */
export function fileField({ fields }) {
  return fields.find((name) => FIELDS[name].control === "file");
}

/** The name of the file that was given, or of the sample where none is yet. */
export function fileName({ call, file }) {
  return file?.name ?? FIELDS[fileField(call)].sample;
}

/** The name of a field in the client. */
export function parameterName(name) {
  return { link: "url", pdf: "url" }[name] ?? name;
}

/** Sends a message. `recipient` and `values` bear the client's names. */
export function makeSend(client, { service, method }, instance, parameters, options) {
  return client[service](instance)[method](parameters, options);
}

/** Method and path of a send. */
export function sendPath({ service, id }, instance, isGroup) {
  return `POST /v3/${service}/${isGroup ? "group" : "single"}/${id}/message/${instance}`;
}
