// Clients that are wrong on purpose: what the checks must find. Runs in every runtime.

/** A fetch that breaks one promise of the package each. */
const FETCHES = {
  "sends twice": async (url, init) => {
    await fetch(url, init).catch(() => {});
    return fetch(url, init);
  },
  "ignores its signal": (url, { signal: _signal, ...init }) => fetch(url, init),
  "swallows errors": (url, init) =>
    fetch(url, init).catch(() => Response.json({ id: "made-up", status: "queued" }, { status: 200 })),
  "follows redirects": (url, init) => fetch(url, { ...init, redirect: "follow" }),
  "logs what it sends": (url, init) => {
    console.log(`POST ${url}`, [...new Headers(init.headers)]);
    return fetch(url, init);
  },
};

/** What is done to a call's promise. */
const CALLS = {
  "never settles": (promise) => {
    promise.catch(() => {});
    return new Promise(() => {});
  },
  "takes delivery for certain": (promise) =>
    promise.catch((error) => {
      error.delivery = "not-sent";
      throw error;
    }),
  "shows the secret": (promise, secret) =>
    promise.catch((error) => {
      Object.defineProperty(error.cause ?? error, "request", { value: { headers: new Map([["secret", secret]]) } });
      throw error;
    }),
  "throws anything": (promise) => promise.catch((error) => Promise.reject(new TypeError(error.message))),
};

/** @param {string} [kind] @returns {typeof fetch | undefined} */
export function brokenFetch(kind) {
  return FETCHES[kind];
}

/** @param {string | undefined} kind @param {Promise<unknown>} promise @param {string} secret */
export function brokenCall(kind, promise, secret) {
  return CALLS[kind]?.(promise, secret) ?? promise;
}

export const BROKEN = [...Object.keys(FETCHES), ...Object.keys(CALLS)];
