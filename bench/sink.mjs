// A server that takes every request, keeps nothing, and answers that it is queued. On bare sockets, since it is to cost as
// little as can be beside what is measured.
import { createServer } from "node:net";

const BODY = JSON.stringify({ id: "0b9ecb1c", status: "queued" });
const ANSWER = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`,
);
const LEAVE = Buffer.from(
  "HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: *, X-WM-CLIENT-ID, X-WM-CLIENT-SECRET, "
  + "Content-Type\r\nAccess-Control-Max-Age: 600\r\n\r\n",
);

const server = createServer({ noDelay: true }, (socket) => {
  let head = "";
  let left = 0;
  socket.on("error", () => {});
  socket.on("data", (bytes) => {
    let start = 0;
    while (start < bytes.length) {
      if (left === 0) {
        const known = head.length;
        head += bytes.toString("latin1", start);
        const end = head.indexOf("\r\n\r\n");
        if (end < 0) return;
        start += end + 4 - known;
        if (head.startsWith("OPTIONS")) {
          socket.write(LEAVE);
          head = "";
          continue;
        }
        left = Number(/content-length: (\d+)/i.exec(head)?.[1]);
        head = "";
        if (!(left > 0)) throw new Error("a request without a length");
      }
      const part = Math.min(left, bytes.length - start);
      left -= part;
      start += part;
      if (left === 0) socket.write(ANSWER);
    }
  });
});

server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
process.on("disconnect", () => process.exit());
