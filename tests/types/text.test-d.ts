import { WhatsMate } from "whatsmate";
import type { PdfJob, WaitOptions } from "whatsmate";
import { exactly } from "./exactly.js";

const { translation, pdf } = new WhatsMate();
const options = { timeout: 5, deadline: 5, maxRetries: 1, retryUnknown: false, signal: new AbortController().signal };

exactly<Promise<string>>()(translation.translate({ fromLang: "en", toLang: "zh-TW", text: "Hello" }));
translation.translate({ fromLang: "en", toLang: "es", text: "Hello" }, options);
exactly<Promise<Record<string, string>>>()(translation.supportedCodes());
translation.supportedCodes(options);
// @ts-expect-error no language to translate into
translation.translate({ fromLang: "en", text: "Hello" });
// @ts-expect-error a misspelt parameter
translation.translate({ fromLang: "en", toLanguage: "es", text: "Hello" });
// @ts-expect-error a text is a string
translation.translate({ fromLang: "en", toLang: "es", text: ["Hello"] });
// @ts-expect-error parameters are one object
translation.translate("en", "es", "Hello");
// @ts-expect-error there are no parameters, and a misspelt option
translation.supportedCodes({ lang: "en" });

const url = "https://files.example.com/report.pdf";
const waiting: WaitOptions = { ...options, pollInterval: 1_000, onStatus: (job) => exactly<PdfJob>()(job) };
exactly<Promise<string>>()(pdf.extract(url));
exactly<Promise<PdfJob>>()(pdf.submit(new URL(url)));
exactly<Promise<PdfJob>>()(pdf.check("job"));
exactly<Promise<string>>()(pdf.retrieveText("job"));
exactly<Promise<string>>()(pdf.wait("job"));
exactly<Promise<string>>()(pdf.submitAndWait(url));
pdf.extract(new URL(url), options);
pdf.submit(url, options);
pdf.check("job", options);
pdf.retrieveText("job", options);
pdf.wait("job", waiting);
pdf.submitAndWait(new URL(url), waiting);
pdf.wait("job", { pollInterval: undefined, onStatus: undefined, deadline: undefined });
// @ts-expect-error an address, not an object
pdf.extract({ url });
// @ts-expect-error an address, not a file
pdf.submit(new Blob(["%PDF"]));
// @ts-expect-error no address
pdf.extract();
// @ts-expect-error a job's id, not the job
pdf.check({ id: "job", status: "submitted" });
// @ts-expect-error an id is a string
pdf.wait(5);
// @ts-expect-error only waiting polls
pdf.extract(url, { pollInterval: 5 });
// @ts-expect-error only waiting has states
pdf.submit(url, { onStatus: () => {} });
// @ts-expect-error a misspelt option
pdf.submitAndWait(url, { interval: 5 });

export async function job(): Promise<string> {
  const { id, status } = await pdf.submit(url);
  exactly<string>()(id);
  return status;
}
