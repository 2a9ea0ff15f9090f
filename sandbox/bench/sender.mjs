// Sends messages over many connections at once. On bare sockets, since it is to cost as little as can be beside what it
// measures.
import { once } from "node:events";
import { connect } from "node:net";

const HEAD = "X-WM-CLIENT-ID: elsa@example.com\r\nX-WM-CLIENT-SECRET: s3cret\r\nContent-Type: application/json";

const TEXT = "/v3/whatsapp/single/text/message/1";
/** As it stands in JSON. */
const LONG = "\\ud83d\\ude00".repeat(880);

/** A text, another one for each number. */
export const text = (number) => request(TEXT, `"message":"Message ${number}"`);

/** One of nearly 900 characters, the most that the API takes. */
export const longText = (number) => request(TEXT, `"message":"${number} ${LONG}"`);

/** A document of 6.75 MiB, another one for each number: the largest that the API takes. */
export function document(number) {
  const bytes = Buffer.alloc(6.75 * 2 ** 20);
  for (let at = 0; at < bytes.length; at += 4) bytes.writeInt32LE(Math.imul(at + number, 2_654_435_761) | 0, at);
  const fields = `"document":"${bytes.toString("base64")}","filename":"${number}.bin"`;
  return request("/v3/whatsapp/single/document/message/1", fields);
}

function request(path, fields) {
  const body = `{"number":"12025550123",${fields}}`;
  return `POST ${path} HTTP/1.1\r\nHost: localhost\r\n${HEAD}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

/**
 * Sends so many messages over so many connections, one after the other on each.
 *
 * @param {string} url of the sandbox
 * @param {{ make: (number: number) => string, count: number, atOnce: number }} load
 * @returns {Promise<string[]>} the ids that were answered
 */
export async function send(url, { make, count, atOnce }) {
  const ids = [];
  let next = 0;
  const lane = async () => {
    const socket = connect(new URL(url).port, "127.0.0.1");
    socket.setNoDelay(true);
    while (next < count) {
      socket.write(make(next++), "latin1");
      ids.push(await answer(socket));
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return ids;
}

async function answer(socket) {
  for (let told = ""; ; ) {
    told += (await once(socket, "data"))[0].toString("latin1");
    const [head, body] = told.split("\r\n\r\n");
    if (body?.length === Number(/content-length: (\d+)/i.exec(head)?.[1])) {
      const { status, id } = JSON.parse(body);
      if (status !== "queued") throw new Error(told);
      return id;
    }
  }
}
