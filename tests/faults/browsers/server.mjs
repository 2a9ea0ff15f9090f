import { once } from "node:events";
import { createServer } from "node:net";
import { bytesOf, success } from "../answers.mjs";
import { RequestReader } from "../request.mjs";

const SAME_FOR_ALL = { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "*" };

let addresses = 0;

/** An address that nothing else here listens at, so that where one server has gone nobody answers later. */
function ownAddress() {
  addresses += 1;
  return `127.2.${addresses >> 8}.${addresses & 255}`;
}

/**
 * A server of one fault for one call of a page that another origin gave. It answers the browser's question whether the
 * call is allowed, on a connection that it then closes or, where the call is to meet a kept one, keeps.
 * @param {import("../faults.mjs").Fault} fault
 * @param {{ isWarm?: boolean }} [options] `isWarm`: one GET is answered as it should be before the call
 */
export async function openServer(fault, { isWarm = false } = {}) {
  /** @type {import("../server.mjs").Log & { questions: object[] }} */
  const log = { connections: [], armed: performance.now(), requests: [], questions: [] };
  const sockets = new Set();
  let isArmed = !isWarm;
  let isPaused = false;
  let isReleased = false;

  const server = createServer({ noDelay: true }, (socket) => {
    const connection = { opened: performance.now(), isUsed: false, isOpen: true, served: 0 };
    const number = log.connections.push(connection);
    const faulty = allowed(socket);
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => {
      connection.isOpen = false;
      sockets.delete(socket);
    });
    const reader = new RequestReader({
      onHead(request) {
        request.isReused = connection.served > 0;
        request.connection = number;
        connection.served += 1;
        if (isArmed && request.method !== "OPTIONS") {
          log.requests.push(request);
          if (fault.at === "head" && !isReleased) {
            reader.stop();
            fault.act(faulty, request);
          }
        }
      },
      onWhole(request) {
        if (request.method === "OPTIONS") {
          allow(socket, request);
        } else if (!isArmed) {
          warm(socket, request);
        } else if (fault.at === "whole" && !isReleased) {
          fault.act(faulty, request);
        }
      },
    });
    socket.on("data", (bytes) => {
      connection.isUsed = true;
      reader.push(bytes);
    });
    if (isPaused) {
      socket.pause();
    }
  });

  function allow(socket, { headers }) {
    const question = headers["access-control-request-headers"] ?? "";
    if (isArmed) {
      log.questions.push(question);
    }
    const lines = {
      "Access-Control-Allow-Methods": "GET, POST",
      "Access-Control-Allow-Headers": question,
      "Access-Control-Max-Age": "60",
      ...SAME_FOR_ALL,
    };
    if (isWarm) {
      socket.write(bytesOf(204, { headers: lines }));
    } else {
      socket.end(bytesOf(204, { headers: { ...lines, Connection: "close" } }));
    }
    if (isArmed && fault.at === "connection") {
      pauseAll();
    }
  }

  function warm(kept, request) {
    isArmed = true;
    log.armed = performance.now();
    const answer = success(request.target);
    if (fault.at === "never") {
      server.close();
      allowed(kept).end(bytesOf(200, { ...answer, headers: { Connection: "close" } }));
    } else {
      allowed(kept).write(bytesOf(200, answer));
    }
    // A browser opens more than it needs, and sends again for each connection that it has kept.
    for (const socket of sockets) {
      if (socket !== kept) {
        socket.destroy();
      }
    }
  }

  function pauseAll() {
    isPaused = true;
    for (const socket of sockets) {
      socket.pause();
    }
  }

  server.listen(0, fault.at === "never" ? ownAddress() : "127.0.0.1");
  await once(server, "listening");
  const { address, port } = server.address();
  if (fault.at === "never" && !isWarm) {
    server.close();
  }
  return {
    url: `http://${address}:${port}`,
    log,
    /**
     * The call has ended: answers nothing any more. Connections that the browser should end are read to see whether it
     * does; others are dropped, for a browser keeps a few hundred of them and no more.
     * @param {boolean} isSpent
     */
    release(isSpent) {
      isReleased = true;
      for (const socket of sockets) {
        if (isSpent) {
          socket.resume();
        } else {
          socket.destroy();
        }
      }
    },
    close() {
      server.close();
      for (const socket of sockets) {
        socket.destroy();
      }
    },
  };
}

/** A socket whose answers a page of another origin may read. */
function allowed(socket) {
  const headers = Object.entries(SAME_FOR_ALL).map(([name, value]) => `${name}: ${value}\r\n`);
  const open = (bytes) => {
    const text = Buffer.from(bytes ?? "");
    const line = text.indexOf("\r\n") + 2;
    return text.toString("latin1", 0, 5) === "HTTP/"
      ? Buffer.concat([text.subarray(0, line), Buffer.from(headers.join("")), text.subarray(line)])
      : text;
  };
  return {
    write: (bytes) => socket.write(open(bytes)),
    end: (bytes) => socket.end(open(bytes)),
    resetAndDestroy: () => socket.resetAndDestroy(),
  };
}
