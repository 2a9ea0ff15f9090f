// Telling from a failed fetch whether its connection ever opened: only then is it certain that nothing was queued.
import { clues } from "./thrown.js";

/** Words of the operating system and of the runtimes, the last two of Bun, for a connection that did not open. */
const NEVER_OPENED = /^(E(CONNREFUSED|NOTFOUND|AI_AGAIN|NETUNREACH|HOSTUNREACH)|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket)$/;

/** OpenSSL's words for a certificate that was refused, which ends a connection before the request is written. */
const CERTIFICATE =
  /^(CERT_(HAS_EXPIRED|NOT_YET_VALID|REVOKED|SIGNATURE_FAILURE|UNTRUSTED)|(DEPTH_ZERO_)?SELF_SIGNED_CERT(_IN_CHAIN)?|UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|VERIFY_LEAF_SIGNATURE)|ERR_TLS_CERT_ALTNAME_INVALID)$/;

/** Whether what a fetch threw proves it, by itself or by one of its causes. */
export const neverOpened = (thrown) =>
  clues(thrown).some(([code, message, call]) =>
    code === undefined
      ? // Deno gives no code, but says at which stage it failed.
        message.split(":").some((part) => part.trim() === "client error (Connect)")
      : // A network that can not be reached any more is told by a read or a write, too.
        !/^(read|write)$/.test(call) && (NEVER_OPENED.test(code) || CERTIFICATE.test(code)),
  );
