import { whatsmate } from "./client.js";
import { Inbox } from "./inbox.js";
import { keepOffline } from "./offline.js";
import { SAMPLES, sampleFetch, sampleFile } from "./samples.js";

/** Where the sandbox of `npx whatsmate-sandbox` is. */
const MACHINE = "http://127.0.0.1:9470";
/** Any credentials will do for a sandbox. */
export const EXAMPLE = { clientId: "you@example.com", clientSecret: "sandbox-secret" };
const API = "https://api.whatsmate.net";
/** What stands in the code until a relay has been named. */
const RELAY = "https://relay.example.com";

/**
 * Where calls go.
 *
 * @typedef {object} Connection
 * @property {string} place Its id among {@link PLACES}.
 * @property {object} config What a client is made with.
 * @property {(url: string, init: RequestInit) => Promise<Response>} fetch What it fetches with.
 * @property {Inbox} [inbox] What was received, where that can be seen.
 * @property {string} [blind] Why it can not be seen.
 * @property {string} [blocked] Why nothing can be sent.
 * @property {Promise<boolean>} [kept] Whether it does without the network from then on.
 */

/**
 * The places, in the order in which they are offered. `open` gives a {@link Connection}; `settings` are the fields of the
 * place, as they were typed.
 */
export const PLACES = [
  {
    id: "page",
    label: "Sandbox in this page",
    hint: "Everything happens in this tab, with no server at all. It is gone when you close it.",
    settings: [],
    open: openInPage,
  },
  {
    id: "machine",
    label: "Sandbox on this machine",
    hint: "Started by npm start or npx whatsmate-sandbox. Messages go nowhere.",
    settings: ["baseUrl", "clientId", "clientSecret"],
    open: openMachine,
  },
  {
    id: "own",
    label: "Relay of this server",
    hint: "This page holds no secret: the server that it is from adds the credentials. Behind it is a sandbox, so messages go nowhere.",
    settings: [],
    open: openOwn,
  },
  {
    id: "relay",
    label: "A relay",
    hint: "An address of your own that adds the credentials, as whatsmate/relay does. Messages are sent for real.",
    settings: ["baseUrl", "token"],
    open: openRelay,
  },
  {
    id: "whatsmate",
    label: "WhatsMate itself",
    hint: "Messages are sent for real, and whatever runs in this page can read the secret: use one that you can replace.",
    settings: ["baseUrl", "clientId", "clientSecret"],
    open: openWhatsMate,
  },
];

const globalFetch = (url, init) => fetch(url, init);

let inPage;

/** The sandbox of this page, which is loaded when it is first asked for and then stays. */
async function openInPage() {
  inPage ??= load().catch((error) => {
    inPage = undefined;
    throw error;
  });
  const { sandbox, kept } = await inPage;
  // A page may hold a secret for this machine only; nothing goes there.
  const config = { ...EXAMPLE, baseUrl: MACHINE };
  return { place: "page", config, fetch: sandbox.fetch, inbox: new Inbox(sandbox.fetch, MACHINE), kept };
}

async function load() {
  const { createSandbox } = await import("../sandbox/index.js");
  const sandbox = await createSandbox({ fetch: sampleFetch });
  const kept = Promise.all([whatsmate, ...SAMPLES.map(sampleFile)])
    .then(keepOffline)
    .catch(() => false);
  return { sandbox, kept };
}

async function openMachine({ baseUrl, clientId, clientSecret }) {
  const address = new URL(baseUrl || MACHINE, location.href).href.replace(/\/$/, "");
  const connection = { place: "machine", config: { baseUrl: address, clientId, clientSecret }, fetch: globalFetch };
  const inbox = new Inbox(globalFetch, address);
  try {
    await inbox.health();
    return { ...connection, inbox };
  } catch {
    const blind = isOwn(address)
      ? "The sandbox does not answer. Start it again with npm start."
      : `The sandbox at ${address} shows what it received to its own pages only: open ${address} to see it.`;
    return { ...connection, blind };
  }
}

/** The server of the page has the relay, and shows what was received beside it. */
async function openOwn({ baseUrl }) {
  const inbox = new Inbox(globalFetch, location.origin);
  await inbox.health();
  return { place: "own", config: { baseUrl }, fetch: globalFetch, inbox };
}

function isOwn(address) {
  return new URL(address).origin === location.origin;
}

async function openRelay({ baseUrl, token }) {
  const config = { baseUrl: baseUrl || RELAY };
  if (token) {
    config.headers = () => ({ Authorization: `Bearer ${token}` });
  }
  return { place: "relay", config, fetch: globalFetch, blind: REAL, blocked: baseUrl ? undefined : "Type the relay’s address first." };
}

const REAL = "What is sent this way arrives on real phones, so there is nothing to see here.";

/** Usable once a probe has succeeded: see {@link probe}. */
async function openWhatsMate({ baseUrl, clientId, clientSecret, isProbed }) {
  const config = { baseUrl: baseUrl || API, clientId, clientSecret, dangerouslyAllowBrowser: true };
  const blocked = isProbed ? undefined : "Try first whether WhatsMate answers this page.";
  return { place: "whatsmate", config, fetch: globalFetch, blind: REAL, blocked };
}

/** Makes the one call that costs nothing, and rejects with the reason if a page can not make it. */
export async function probe({ config }) {
  const { WhatsMate, isWhatsMateError } = await whatsmate;
  try {
    await new WhatsMate({ ...config, maxRetries: 0, timeout: 10_000 }).translation.supportedCodes();
  } catch (error) {
    const isSilent = isWhatsMateError(error) && error.code === "connection";
    throw isSilent
      ? new Error("The browser did not let the call through. Most likely WhatsMate answers no page of another origin (CORS): use a relay.")
      : error;
  }
}
