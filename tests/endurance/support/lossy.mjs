// Timers and listeners that a collection of garbage takes away, as it takes those that nobody holds.
const weakly = (call) => {
  const wrapper = (...given) => call(...given);
  const held = new WeakRef(wrapper);
  return (...given) => held.deref()?.(...given);
};

const { setTimeout } = globalThis;
globalThis.setTimeout = (call, ...rest) => setTimeout(weakly(call), ...rest);

const { addEventListener } = EventTarget.prototype;
AbortSignal.prototype.addEventListener = function (type, listener, ...rest) {
  const call = typeof listener === "function" ? listener.bind(this) : (event) => listener.handleEvent(event);
  return addEventListener.call(this, type, weakly(call), ...rest);
};
