// The callers' AbortSignals.
import { peek } from "./outside.js";

/** Of each signal that is waited for: who waits, and the listener that tells them, which they share, since Node warns of a
 *  leak where there are more than ten. */
const halls = new Map();

/** Whether a signal has fired: `[reason]` then. */
export const fired = (signal) => (peek(signal, "aborted") === true ? [peek(signal, "reason")] : undefined);

// A signal that throws here fires for nobody.
function call(signal, method, listener) {
  try {
    signal[method]("abort", listener);
  } catch {
    // as said
  }
}

/** Tells `settle` the reason, under its number, when the signal fires. */
export function listen(settle, number, signal) {
  const hall = halls.get(signal);
  if (hall) {
    hall.waiting.set(number, settle);
    return;
  }
  const waiting = new Map([[number, settle]]);
  const look = () => {
    const reason = fired(signal);
    if (reason) for (const [number, settle] of [...waiting]) settle(number, reason[0], true);
    return reason;
  };
  // Some tell before they have fired, and some without.
  const listener = () => {
    if (!look()) queueMicrotask(look);
  };
  halls.set(signal, { waiting, listener });
  call(signal, "addEventListener", listener);
}

/** Waits no more. The last to leave takes the listener away. */
export function leave(number, signal) {
  const hall = halls.get(signal);
  if (!hall?.waiting.delete(number) || hall.waiting.size > 0) return;
  halls.delete(signal);
  call(signal, "removeEventListener", hall.listener);
}
