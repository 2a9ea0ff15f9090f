// Credentials that are kept for this tab alone, where that was asked for.
const KEY = "whatsmate-credentials";

/** Whether credentials are kept. */
export function isRemembered() {
  return sessionStorage.getItem(KEY) !== null;
}

/** What was kept. */
export function recall() {
  return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
}

/** Keeps credentials until the tab is closed. */
export function remember({ clientId, clientSecret }) {
  sessionStorage.setItem(KEY, JSON.stringify({ clientId, clientSecret }));
}

/** Keeps them no longer. */
export function forget() {
  sessionStorage.removeItem(KEY);
}
