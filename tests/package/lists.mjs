// Lists of texts, and a gateway that notes what is sent.
import { NUMBER, clientWithFetch } from "./client.mjs";

export const texts = (...words) => words.map((message) => ({ kind: "text", number: NUMBER, message }));

/** A gateway that notes the texts it is asked to send, and answers what `answer` gives, or an id. */
export function gateway(answer = () => undefined) {
  const sent = [];
  const fetch = async (_, { body }) => {
    const { message } = JSON.parse(body);
    sent.push(message);
    return (await answer(message)) ?? Response.json({ id: `id of ${message}`, status: "queued" });
  };
  return { sent, whatsapp: clientWithFetch(fetch).whatsapp(1) };
}

export async function send({ whatsapp }, messages, options) {
  const told = {};
  for await (const { key, status, id, earlier, error, delivery } of whatsapp.sendMany(messages, options)) {
    told[key] = status === "queued" ? [earlier ? "earlier" : "queued", id] : [error.code, delivery];
  }
  return told;
}
