// The fetch of the host, which a test can be: only of that one it is believed that a connection never opened. It has to be
// there before the package is loaded, so this is imported first.
const real = globalThis.fetch;
let current = real;

globalThis.fetch = (...call) => current(...call);

/** Makes `fetch` the host's own, or brings the real one back. */
export function setHostFetch(fetch = real) {
  current = fetch;
}
