const TEXT = 60;
const NAME = 24;

/**
 * A line about a message: when it came, what it is, whom it is for, how it begins, and whether it came before.
 *
 * @param {import("./index.js").ReceivedMessage} message
 */
export function line(message) {
  const { receivedAt, service, kind, received, filename, caption } = message;
  const time = new Date(receivedAt).toTimeString().slice(0, 8);
  const recipient = message.number ?? `"${beginning(message.group_name, NAME)}"`;
  const text = message.message ?? message.url ?? [filename, caption].filter(Boolean).join(": ");
  const again = received > 1 ? `  (received ${received} times)` : "";
  return `${time}  ${service.padEnd(8)}  ${kind.padEnd(10)}  ${recipient.padEnd(15)}  ${beginning(text, TEXT)}${again}`.trimEnd();
}

/** So many code points on one line. What could move the cursor, change a color or turn the text around is replaced. */
function beginning(text, most) {
  const points = [...text.replace(/\s+/g, " ")];
  const shown = points.length > most ? [...points.slice(0, most), "…"] : points;
  return shown.join("").replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, "\uFFFD");
}
