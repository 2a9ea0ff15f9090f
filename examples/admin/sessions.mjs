// Who is logged in. In the memory of this process: they end with it.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** How long a session lasts, in ms. */
const LIFE = 8 * 60 * 60 * 1_000;

const COOKIE = "session";
// No script can read it, no other site can have it sent, and it goes over https alone; browsers take this machine for safe, too.
const ATTRIBUTES = "Path=/; HttpOnly; SameSite=Strict; Secure";

const random = () => randomBytes(32).toString("base64url");

const digest = (text) => createHash("sha256").update(text).digest();

/** Whether two texts are the same, in a time that does not tell how far they are. */
export const isSame = (one, other) => timingSafeEqual(digest(one), digest(other));

export class Sessions {
  #sessions = new Map();

  /** Begins one. `cookie` is the header that lets a browser keep it, and `token` what its page sends along. */
  begin() {
    const now = Date.now();
    for (const [id, { end }] of this.#sessions) if (end <= now) this.#sessions.delete(id);
    const [id, token] = [random(), random()];
    this.#sessions.set(id, { token, end: now + LIFE });
    return { token, cookie: `${COOKIE}=${id}; Max-Age=${LIFE / 1_000}; ${ATTRIBUTES}` };
  }

  /** The session that a request belongs to, if there is one. */
  of(request) {
    const session = this.#sessions.get(idOf(request));
    return session && session.end > Date.now() ? session : undefined;
  }

  /**
   * Whether a request belongs to a session and was made by its page: another page could have the cookie sent along, but it
   * can not know the token.
   */
  allows(request) {
    const session = this.of(request);
    return session !== undefined && isSame(request.headers["x-csrf-token"] ?? "", session.token);
  }

  /** Ends the session of a request, and gives the header that lets its browser forget it. */
  end(request) {
    this.#sessions.delete(idOf(request));
    return `${COOKIE}=; Max-Age=0; ${ATTRIBUTES}`;
  }
}

function idOf({ headers }) {
  const cookies = (headers.cookie ?? "").split("; ").map((cookie) => cookie.split("="));
  return cookies.find(([name]) => name === COOKIE)?.[1];
}
