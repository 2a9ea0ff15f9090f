import { once } from "node:events";
import { createServer } from "node:net";
import { bytesOf, success } from "./answers.mjs";
import { RequestReader } from "./request.mjs";

let addresses = 0;

/**
 * An address that no other server here uses, so that where one has refused nobody answers later. All of 127.0.0.0/8
 * leads to this machine.
 */
function ownAddress() {
  addresses += 1;
  return `127.1.${addresses >> 8}.${addresses & 255}`;
}

/**
 * What the server saw, but for the call that warmed the connection up.
 * @typedef {object} Log
 * @property {{ opened: number, isUsed: boolean, isOpen: boolean }[]} connections `opened` in ms; used is one that was
 *   written to
 * @property {number} armed since when the server has its fault, in ms
 * @property {{ connection: number, target: string, isWhole: boolean }[]} requests
 */

/**
 * A server of one fault for one call, on a port of its own, so that no other call's connection gets in between.
 * @param {import("./faults.mjs").Fault} fault
 * @param {{ isWarm?: boolean }} [options] `isWarm`: the first request is answered as it should be
 */
export async function openServer(fault, { isWarm = false } = {}) {
  /** @type {Log} */
  const log = { connections: [], armed: performance.now(), requests: [] };
  const sockets = new Set();
  let isArmed = !isWarm;
  let isReleased = false;

  const server = createServer({ noDelay: true }, (socket) => {
    const connection = { opened: performance.now(), isUsed: false, isOpen: true };
    const number = log.connections.push(connection);
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => {
      connection.isOpen = false;
      sockets.delete(socket);
    });
    const reader = new RequestReader({
      onHead(request) {
        request.connection = number;
        if (!isArmed) {
          return;
        }
        log.requests.push(request);
        if (fault.at === "head" && !isReleased) {
          reader.stop();
          fault.act(socket, request);
        }
      },
      onWhole(request) {
        if (!isArmed) {
          isArmed = true;
          log.armed = performance.now();
          answer(socket, request);
        } else if (fault.at === "whole" && !isReleased) {
          fault.act(socket, request);
        }
      },
    });
    socket.on("data", (bytes) => {
      connection.isUsed = true;
      reader.push(bytes);
    });
    if (isArmed && fault.at === "connection" && !isReleased) {
      socket.pause();
    }
  });

  function answer(socket, request) {
    const bytes = bytesOf(200, success(request.target));
    if (fault.at === "never") {
      server.close();
      socket.end(bytes);
      return;
    }
    socket.write(bytes);
    if (fault.at === "connection") {
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
     * The call has ended: answers nothing any more, for what now comes should not. Connections that the client should
     * end are read to see whether it does; others are dropped, for Bun keeps 64 of them and no more.
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
