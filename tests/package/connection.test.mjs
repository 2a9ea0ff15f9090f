import assert from "node:assert/strict";
import { test } from "node:test";
import { neverOpened } from "../../pkg/connection.js";

const coded = (code) => neverOpened(new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code }) }));

test("an address that was not reached proves it, in the words of Node and of Bun", () => {
  const codes = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH", "UND_ERR_CONNECT_TIMEOUT", "ConnectionRefused", "FailedToOpenSocket"];
  for (const code of codes) assert.ok(coded(code), code);
});

test("a certificate that was refused proves it, in the words of Node's OpenSSL", () => {
  const codes = [
    "CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID", "CERT_REVOKED", "CERT_SIGNATURE_FAILURE", "CERT_UNTRUSTED", "DEPTH_ZERO_SELF_SIGNED_CERT",
    "ERR_TLS_CERT_ALTNAME_INVALID", "SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_GET_ISSUER_CERT", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  ];
  for (const code of codes) assert.ok(coded(code), code);
});

test("Deno's words for the stage prove it", () => {
  const url = "error sending request for url (http://127.0.0.1:9470/)";
  assert.ok(neverOpened(new TypeError(`${url}: client error (Connect): tcp connect error: refused`)));
  assert.ok(!neverOpened(new TypeError(`${url}: client error (SendRequest): connection reset`)));
});

test("what may come after the request was written proves nothing", () => {
  for (const code of ["ECONNRESET", "EPIPE", "ETIMEDOUT", "UND_ERR_SOCKET", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", ""]) {
    assert.ok(!coded(code), code);
  }
  for (const syscall of ["read", "write"]) assert.ok(!neverOpened(Object.assign(new Error("x"), { code: "EHOSTUNREACH", syscall })), syscall);
  for (const message of ["", "Failed to fetch", "NetworkError when attempting to fetch resource.", "read ECONNRESET", "ECONNREFUSED?"]) {
    assert.ok(!neverOpened(new TypeError(message)), message);
  }
  for (const thrown of [undefined, null, "ECONNREFUSED", 7]) assert.ok(!neverOpened(thrown), String(thrown));
});
