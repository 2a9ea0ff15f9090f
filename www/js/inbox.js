import { readEvents } from "./stream.js";

/** How long to wait before a stream that broke off is opened again, in ms. */
const PAUSE = 1000;
/** An id that no message has: a stream that is to go on behind it begins with all there are. */
const BEGINNING = "beginning";

/** What a sandbox received, and its faults: `/_sandbox/`, over HTTP or in the page, as `fetch` has it. */
export class Inbox {
  #fetch;
  #base;

  /**
   * @param {(url: string, init?: RequestInit) => Promise<Response>} fetch
   * @param {string} base The sandbox's address.
   */
  constructor(fetch, base) {
    this.#fetch = fetch;
    this.#base = base;
  }

  /** Rejects when nobody is there. */
  health() {
    return this.#json("health");
  }

  /** The file of a message. */
  async media(id) {
    return (await this.#ask(`messages/${id}/media`)).blob();
  }

  /** Forgets what matches. */
  async forget(query) {
    await this.#ask(`messages?${new URLSearchParams({ query })}`, { method: "DELETE" });
  }

  /** The faults that are armed, each with the number of calls that it met. */
  async faults() {
    return (await this.#json("faults")).faults;
  }

  /** Arms these faults in the place of all. */
  async setFaults(faults) {
    await this.#ask("faults", { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify({ faults }) });
  }

  /**
   * Tells of all messages that match and of each that comes, until the signal fires. A stream that breaks off goes on
   * where it was.
   *
   * @param {string} query
   * @param {object} told
   * @param {() => void} told.onReset What was told before counts no longer.
   * @param {(message: object) => void} told.onMessage Oldest first.
   * @param {(ids: string[]) => void} told.onForgotten
   * @param {(isOpen: boolean) => void} told.onState Whether the stream stands.
   * @param {AbortSignal} signal
   * @throws {Error} When the query is not understood.
   */
  async follow(query, told, signal) {
    let last = BEGINNING;
    while (!signal.aborted) {
      try {
        const response = await this.#ask(`events?${new URLSearchParams({ query })}`, { headers: { "last-event-id": last }, signal });
        told.onState(true);
        for await (const { type, data, id } of readEvents(response.body)) {
          last = id ?? last;
          tell(told, type, JSON.parse(data));
        }
      } catch (error) {
        if (error instanceof Refusal && error.status === 400) {
          throw error;
        }
      }
      if (!signal.aborted) {
        told.onState(false);
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    }
  }

  async #json(path) {
    return (await this.#ask(path)).json();
  }

  async #ask(path, init) {
    const response = await this.#fetch(`${this.#base}/_sandbox/${path}`, init);
    if (!response.ok) {
      const { error_message: fault } = await response.json().catch(() => ({}));
      throw new Refusal(fault ?? `the sandbox answers ${response.status}`, response.status);
    }
    return response;
  }
}

class Refusal extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

function tell(told, type, data) {
  if (type === "reset") {
    told.onReset();
  } else if (type === "forgotten") {
    told.onForgotten(data.ids);
  } else if (type === "message") {
    told.onMessage(data);
  }
}
