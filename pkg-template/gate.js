// How many calls may be under way at once: the others wait in a queue, first come first served.

/** The shortest queue in which it is worth to look for those who gave up. */
const SHORT = 64;

/** A number of places. */
export class Gate {
  #free;
  #queue = [];
  /** How many of the queue have had their turn. */
  #served = 0;
  /** How long the queue may grow before those who gave up are taken out of it. */
  #enough = SHORT;

  constructor(places) {
    this.#free = places;
  }

  /** Waits for a place, within the bounds of a call. Who has one gives it back by `leave`. */
  async enter(bounds) {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    const waiter = { state: "waits" };
    const turn = new Promise((resolve) => {
      waiter.call = resolve;
    });
    this.#lineUp(waiter);
    try {
      await bounds.wait(turn);
    } catch (failure) {
      // Its turn may have come at the same moment.
      if (waiter.state === "called") this.leave();
      waiter.state = "gone";
      throw failure;
    }
  }

  /** Gives a place to whoever has waited longest. */
  leave() {
    while (this.#served < this.#queue.length) {
      const waiter = this.#queue[this.#served];
      this.#queue[this.#served] = undefined;
      this.#served += 1;
      if (waiter.state === "gone") continue;
      waiter.state = "called";
      waiter.call();
      return;
    }
    this.#free += 1;
  }

  // Those who give up do not leave the queue by themselves, since finding them takes as long as it is, and neither do those
  // who were served. Both are taken out when it has doubled, so that each call pays for two.
  #lineUp(waiter) {
    if (this.#queue.length >= this.#enough) {
      this.#queue = this.#queue.filter((waiter) => waiter?.state === "waits");
      this.#served = 0;
      this.#enough = Math.max(SHORT, this.#queue.length * 2);
    }
    this.#queue.push(waiter);
  }
}
