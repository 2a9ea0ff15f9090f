import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { bytesOf, success } from "./answers.mjs";
import { RequestReader } from "./request.mjs";

/** How long a server stays after the call has ended, to see what comes late, in ms. */
const AFTER = 1_000;

let addresses = 0;

/**
 * An address that no other server here uses, so that where one has refused nobody answers later. All of 127.0.0.0/8
 * leads to this machine; `net` keeps those apart that run in processes of their own.
 */
function ownAddress(net) {
  addresses += 1;
  return `127.${net}.${addresses >> 8}.${addresses & 255}`;
}

/**
 * What the server saw, but for the call that warmed the connection up.
 * @typedef {object} Log
 * @property {{ opened: number, isUsed: boolean, isOpen: boolean }[]} connections `opened` in ms; used is one that was
 *   written to
 * @property {number} armed since when the server has its fault, in ms
 * @property {{ connection: number, target: string, isWhole: boolean, isReused: boolean }[]} requests `isReused`: it is
 *   not the first on its connection
 */

/** A server of one fault for one call, on a port of its own, so that no other call's connection gets in between. */
export class FaultServer {
  /** @type {Log} */
  log = { connections: [], armed: performance.now(), requests: [] };
  /** @type {Set<import("node:net").Socket>} */
  sockets = new Set();
  net = 1;
  #isPaused = false;
  #isReleased = false;

  /**
   * @param {import("./faults.mjs").Fault} fault
   * @param {{ isWarm?: boolean }} [options] `isWarm`: the first request is answered as it should be
   */
  constructor(fault, { isWarm = false } = {}) {
    this.fault = fault;
    this.isWarm = isWarm;
    this.isArmed = !isWarm;
    this.server = createServer({ noDelay: true }, (socket) => this.#open(socket));
  }

  /** Opens it; its address is `url` then. */
  async listen() {
    const isNever = this.fault.at === "never";
    this.server.listen(0, isNever ? ownAddress(this.net) : "127.0.0.1");
    await once(this.server, "listening");
    const { address, port } = this.server.address();
    this.url = `http://${address}:${port}`;
    if (isNever && this.isArmed) this.server.close();
    this.prepare();
    return this;
  }

  /** What is to be done before the first connection. */
  prepare() {
    if (this.isArmed && this.fault.at === "connection") this.pauseAll();
  }

  /** The faults' socket. */
  faulty(socket) {
    return socket;
  }

  /** Whether a request is a call, or something that comes before it and is answered whatever the fault. */
  isCall() {
    return true;
  }

  /** Answers what comes before a call. */
  before() {}

  /** A call has come whole. */
  took() {}

  /** Answers the call that warms the connection up. */
  warm(socket, { target }) {
    if (this.fault.at === "never") {
      this.server.close();
      // The end itself may come too late to be seen before the call, where a machine is busy.
      socket.end(bytesOf(200, { ...success(target), headers: { Connection: "close" } }));
      return;
    }
    socket.write(bytesOf(200, success(target)));
    if (this.fault.at === "connection") this.pauseAll();
  }

  /** Reads nothing more. */
  pauseAll() {
    this.#isPaused = true;
    for (const socket of this.sockets) socket.pause();
  }

  #open(socket) {
    const connection = { opened: performance.now(), isUsed: false, isOpen: true, served: 0 };
    const number = this.log.connections.push(connection);
    const faulty = this.faulty(socket);
    this.sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => {
      connection.isOpen = false;
      this.sockets.delete(socket);
    });
    const reader = new RequestReader({
      onHead: (request) => {
        Object.assign(request, { connection: number, isReused: connection.served > 0 });
        connection.served += 1;
        if (!this.isArmed || !this.isCall(request)) return;
        this.log.requests.push(request);
        if (this.fault.at === "head" && !this.#isReleased) {
          reader.stop();
          this.fault.act(faulty, request);
        }
      },
      onWhole: (request) => {
        if (!this.isCall(request)) {
          this.before(socket, request);
        } else if (!this.isArmed) {
          this.isArmed = true;
          this.log.armed = performance.now();
          this.warm(socket, request);
        } else {
          this.took(request);
          if (this.fault.at === "whole" && !this.#isReleased) this.fault.act(faulty, request);
        }
      },
    });
    socket.on("data", (bytes) => {
      connection.isUsed = true;
      reader.push(bytes);
    });
    if (this.#isPaused) socket.pause();
  }

  /**
   * The call has ended: answers nothing any more, for what now comes should not. Connections that the client should end
   * are read to see whether it does; others are dropped, for a runtime keeps a few dozen of them and no more.
   * @param {boolean} isSpent the first of these
   * @returns {Promise<number>} how many the client should have ended, and did not
   */
  async end(isSpent) {
    this.#isReleased = true;
    this.#isPaused = false;
    for (const socket of this.sockets) {
      if (isSpent) {
        socket.resume();
      } else {
        socket.destroy();
      }
    }
    await sleep(AFTER);
    // On a busy machine an end takes its time to arrive; what nobody has ended is still open after that.
    for (let looks = 0; isSpent && this.#leftOpen() > 0 && looks < 200; looks += 1) await sleep(100);
    const leftOpen = isSpent ? this.#leftOpen() : 0;
    this.close();
    return leftOpen;
  }

  #leftOpen() {
    const { connections, requests } = this.log;
    const carried = new Set(requests.map(({ connection }) => connection));
    return connections.filter((connection, index) => connection.isOpen && this.isMeant(connection, carried.has(index + 1))).length;
  }

  /** Whether the call was made on a connection. Node opens one anew after it has ended one, for nobody. */
  isMeant({ opened, isUsed }, hasCarried) {
    return hasCarried || (isUsed && opened > this.log.armed);
  }

  close() {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }
}
