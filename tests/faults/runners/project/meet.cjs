// Makes one call that meets one fault, in whatever realm the runner has made for it.
const ID = "canary.sender@example.com";
const SECRET = "c0ffee5ec2e7ca9a27c0ffee5ec2e7ff";

const CALLS = {
  "WhatsApp sendText to a number": (client, options) =>
    client.whatsapp(1).sendText({ number: "12025550123", message: "Hello" }, options),
  "WhatsApp sendDocument to a number": (client, options) =>
    client
      .whatsapp(1)
      .sendDocument({ number: "12025550123", document: new Uint8Array(2_000), filename: "one.pdf" }, options),
  "pdf.submit": (client, options) => client.pdf.submit("https://files.example.com/one.pdf", options),
};

/**
 * @param {object} library the package, as the runner resolves it
 * @param {object} job
 * @returns {Promise<object>} what came of it, to be compared with what should
 */
exports.meet = async function meet(library, { call, url, timeout, limit, abort, expected }) {
  let attempts = 0;
  const client = new library.WhatsMate({
    clientId: ID,
    clientSecret: SECRET,
    baseUrl: url,
    onEvent: ({ type }) => (attempts += Number(type === "request")),
  });
  const controller = new AbortController();
  if (abort) {
    setTimeout(() => controller.abort(abort.reason), abort.after);
  }
  const start = performance.now();
  const error = await CALLS[call](client, { timeout, signal: abort && controller.signal }).then(
    (value) => ({ name: `no error, but ${JSON.stringify(value)}` }),
    (thrown) => thrown,
  );
  const { name, code, delivery, cause } = error;
  const isOfItsClass = error instanceof library[expected.name];
  return {
    ...{ name, code, delivery, attempts, isOfItsClass },
    isWhatsMateError: error instanceof library.WhatsMateError,
    isError: error instanceof Error,
    isInTime: performance.now() - start <= limit,
    showsSecret: [String(error), JSON.stringify(error), String(error.stack), String(cause)].some((text) =>
      text.includes(SECRET),
    ),
    ...("cause" in expected ? { cause } : {}),
    // Shown where the rest is not as it should be.
    ...(isOfItsClass ? {} : { message: error.message, causedBy: String(cause?.stack ?? cause) }),
  };
};
