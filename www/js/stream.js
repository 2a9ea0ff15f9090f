/**
 * Reads server-sent events from a body, so that a stream of the page's own sandbox is read like one that comes by HTTP.
 *
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<{ type: string, data: string, id?: string }>}
 */
export async function* readEvents(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    const blocks = (rest + decoder.decode(value, { stream: true })).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const event = readEvent(block);
      if (event.data !== undefined) {
        yield event;
      }
    }
  }
}

function readEvent(block) {
  const event = { type: "message" };
  for (const line of block.split("\n")) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name === "event") {
      event.type = value;
    } else if (name === "data") {
      event.data = event.data === undefined ? value : `${event.data}\n${value}`;
    } else if (name === "id") {
      event.id = value;
    }
  }
  return event;
}
