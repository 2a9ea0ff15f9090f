import { createRelay } from "../../../pkg/relay.js";
import { bytesOf, success } from "../answers.mjs";
import { FaultServer } from "../server.mjs";

const SAME_FOR_ALL = { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "*" };

/**
 * A faulty server for a page that another origin gave. It answers the browser's question whether the call is allowed, on
 * a connection that it then closes or, where the call is to meet a kept one, keeps.
 */
export class CrossOriginServer extends FaultServer {
  net = 2;
  /**
   * @type {import("../server.mjs").Log & { questions: string[], forwarded: number }} `questions`: the headers that it asked
   *   leave for; `forwarded`: how often the API behind the relay was asked
   */
  log = { ...this.log, questions: [], forwarded: 0 };

  /** A page without credentials takes it for a relay, so there is a real one behind it. */
  #relay = createRelay({
    clientId: "me@example.com",
    clientSecret: "sandbox-secret",
    authorize: () => true,
    fetch: () => {
      this.log.forwarded += 1;
      return Response.json({ id: "an-id", status: "queued" });
    },
  });

  took({ method, target, headers }) {
    const key = headers["idempotency-key"];
    if (key === undefined) return;
    const body = method === "POST" ? "{}" : undefined;
    const asked = { method, headers: { "Content-Type": "application/json", "Idempotency-Key": key }, body };
    this.#relay(new Request(`https://relay.example.com${target}`, asked));
  }

  // A browser opens connections for nobody, and asks on others than those that carry the call.
  isMeant(_connection, hasCarried) {
    return hasCarried;
  }

  faulty(socket) {
    return allowed(socket);
  }

  isCall({ method }) {
    return method !== "OPTIONS";
  }

  // The question has to be heard, whatever comes after it.
  prepare() {}

  before(socket, { headers }) {
    const question = headers["access-control-request-headers"] ?? "";
    if (this.isArmed) this.log.questions.push(question);
    const lines = {
      "Access-Control-Allow-Methods": "GET, POST",
      "Access-Control-Allow-Headers": question,
      "Access-Control-Max-Age": "60",
      ...SAME_FOR_ALL,
    };
    if (this.isWarm) {
      socket.write(bytesOf(204, { headers: lines }));
    } else {
      socket.end(bytesOf(204, { headers: { ...lines, Connection: "close" } }));
    }
    if (this.isArmed && this.fault.at === "connection") this.pauseAll();
  }

  warm(kept, { target }) {
    const answer = success(target);
    if (this.fault.at === "never") {
      this.server.close();
      allowed(kept).end(bytesOf(200, { ...answer, headers: { Connection: "close" } }));
    } else {
      allowed(kept).write(bytesOf(200, answer));
    }
    // A browser opens more than it needs, and sends again for each connection that it has kept.
    for (const socket of this.sockets) {
      if (socket !== kept) socket.destroy();
    }
  }
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
