// The session of this page. A cookie that no script can read carries it; the token beside it shows that this page is asking.
let token;

/** What goes with each call of the client. */
export const headers = () => ({ "x-csrf-token": token });

/** Goes on with the session that there is; false if there is none. */
export const resume = () => begin({ method: "GET" });

/** Begins a session; false if name or password is wrong. */
export const logIn = (name, password) =>
  begin({ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ name, password }) });

export async function logOut() {
  await ask({ method: "DELETE", headers: headers() });
  token = undefined;
}

async function begin(init) {
  const response = await ask(init);
  if (response.ok) ({ token } = await response.json());
  return response.ok;
}

async function ask(init) {
  const response = await fetch("/session", init);
  if (!response.ok && response.status !== 401) throw new Error(`The server answered ${response.status}.`);
  return response;
}
