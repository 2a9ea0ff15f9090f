// Fetches that are wrong on purpose in what only a page has to keep to.
const FETCHES = {
  "another key each time": (url, init) => {
    const headers = new Headers(init.headers);
    headers.set("Idempotency-Key", crypto.randomUUID());
    return fetch(url, { ...init, headers });
  },
  "a header more": (url, init) => {
    const headers = new Headers(init.headers);
    headers.set("X-Client", "whatsmate");
    return fetch(url, { ...init, headers });
  },
};

/** @param {string} [kind] @returns {typeof fetch | undefined} */
export function brokenPageFetch(kind) {
  return FETCHES[kind];
}
