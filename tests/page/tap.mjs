import { once } from "node:events";
import { connect, createServer } from "node:net";

/**
 * A way to a server of this machine that keeps all that comes back by it: what a browser was given, headers and all.
 * @param {number} port the server's
 */
export async function openTap(port) {
  const given = [];
  const sockets = new Set();
  let losing;
  const tap = createServer((browser) => {
    const server = connect(port, "127.0.0.1");
    for (const [socket, other] of [[browser, server], [server, browser]]) {
      sockets.add(socket);
      socket.pipe(other);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    browser.on("data", (chunk) => {
      if (losing && chunk.includes(losing)) {
        losing = undefined;
        server.unpipe(browser).resume();
        server.once("data", () => browser.resetAndDestroy());
      }
    });
    server.on("data", (chunk) => given.push(chunk));
  }).listen(0, "127.0.0.1");
  await once(tap, "listening");
  return {
    url: `http://127.0.0.1:${tap.address().port}`,
    /** What was given so far, a letter for each byte. */
    given: () => Buffer.concat(given).toString("latin1"),
    /** Breaks the connection of the next request that begins so, once it is answered and before anything of that is seen. */
    loseAnswer(begin) {
      losing = begin;
    },
    close() {
      tap.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
