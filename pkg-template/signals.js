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

/** Tells `tell` the reason when the signal fires. */
export function listen(signal, tell) {
  const hall = halls.get(signal);
  if (hall) {
    hall.waiting.add(tell);
    return;
  }
  const waiting = new Set([tell]);
  const look = () => {
    const reason = fired(signal);
    if (reason) for (const tell of [...waiting]) tell(reason[0]);
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
export function leave(signal, tell) {
  const hall = halls.get(signal);
  if (!hall?.waiting.delete(tell) || hall.waiting.size > 0) return;
  halls.delete(signal);
  call(signal, "removeEventListener", hall.listener);
}
