// How late a busy machine makes this process. Runs in every runtime.

const BEAT = 20;

/**
 * Measures from now on.
 * @returns {() => number} by how much the process has been late so far, in ms, all in all
 */
export function watchLag() {
  let total = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    const now = performance.now();
    total += Math.max(0, now - last - 2 * BEAT);
    last = now;
  }, BEAT);
  beat.unref?.();
  return () => total + Math.max(0, performance.now() - last - 2 * BEAT);
}
