// Logging in and out, at /session.
import { json } from "node:stream/consumers";
import { isSame } from "./sessions.mjs";

const USER = "admin";
/** The most bytes of a name and a password. */
const LONGEST = 1_000;

/**
 * @param {import("./sessions.mjs").Sessions} sessions
 * @param {string} expected the password
 */
export function createLogin(sessions, expected) {
  const ways = {
    /** A page that is opened anew gets the token of the session that there is. */
    GET(request) {
      const session = sessions.of(request);
      return session ? { status: 200, body: { token: session.token } } : { status: 401 };
    },

    async POST(request) {
      const { headers } = request;
      // A form of another site can not say so.
      if (headers["content-type"] !== "application/json") return { status: 415 };
      if (!(Number(headers["content-length"]) <= LONGEST)) return { status: 413 };
      const { name, password } = (await json(request).catch(() => undefined)) ?? {};
      // Both are looked at, so that the time does not tell which one is wrong.
      const are = [isSame(String(name), USER), isSame(String(password), expected)];
      if (are.includes(false)) return { status: 401 };
      sessions.end(request);
      const { token, cookie } = sessions.begin();
      return { status: 200, body: { token }, cookie };
    },

    DELETE: (request) => (sessions.allows(request) ? { status: 204, cookie: sessions.end(request) } : { status: 401 }),
  };

  return async (request, response) => {
    const way = Object.hasOwn(ways, request.method) ? ways[request.method] : () => ({ status: 405 });
    const { status, body, cookie } = await way(request);
    response.setHeader("cache-control", "no-store");
    if (cookie) response.setHeader("set-cookie", cookie);
    if (body) response.setHeader("content-type", "application/json");
    response.writeHead(status).end(body && JSON.stringify(body));
  };
}
