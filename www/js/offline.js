const CACHE = "offline";
/** What the sandbox's threads load, each time that one reads a PDF. */
const THREAD = ["worker-web.js", "extract.js", "instance.js", "sandbox_bg.js"].map((name) => `sandbox/${name}`);

/**
 * Puts aside what the page has loaded, and what its sandbox will still load, for when the network is gone.
 *
 * @returns {Promise<boolean>} whether it can do without from now on
 */
export async function keepOffline() {
  if (!navigator.serviceWorker) {
    return false;
  }
  const own = new URL("./", document.baseURI).href;
  const loaded = performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.startsWith(own) && !/\/(?:v1|v3|_sandbox)\//.test(name));
  const cache = await caches.open(CACHE);
  await cache.addAll([...new Set([own, ...loaded, ...THREAD.map((path) => own + path)])]);
  await navigator.serviceWorker.register("offline.js");
  await navigator.serviceWorker.ready;
  return true;
}
