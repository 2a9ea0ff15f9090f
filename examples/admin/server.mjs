// An admin page that sends messages: whoever is logged in may, and the credentials of the API stay in this process.
import { once } from "node:events";
import { createServer } from "node:http";
import { createRelayListener } from "whatsmate/relay-node";
import { openFiles } from "./files.mjs";
import { createLogin } from "./login.mjs";
import { Sessions } from "./sessions.mjs";

const { ADMIN_PASSWORD, PORT = "8080" } = process.env;
if (!ADMIN_PASSWORD) {
  console.error("Set ADMIN_PASSWORD: what the user named admin logs in with.");
  process.exit(1);
}

const sessions = new Sessions();
const login = createLogin(sessions, ADMIN_PASSWORD);
const files = await openFiles();

// Takes WHATSMATE_CLIENT_ID, WHATSMATE_CLIENT_SECRET and WHATSMATE_BASE_URL from the environment.
const relay = createRelayListener({
  authorize: (request) => sessions.allows(request),
  // What the page does, and nothing else.
  calls: ["WhatsApp.sendText", "WhatsApp.sendDocument"],
  instances: [1],
  onEvent: ({ type, status, endpoint = "", reason = "" }) => console.log(type, status, endpoint, reason),
});

function answer(request, response) {
  const [path] = request.url.split("?");
  if (path.startsWith("/whatsmate/")) return relay(request, response);
  if (path === "/session") return login(request, response);
  return files(path, request, response);
}

const server = createServer(async (request, response) => {
  try {
    await answer(request, response);
  } catch (error) {
    console.error(error);
    response.destroy();
  }
});
server.listen(Number(PORT), "127.0.0.1");
await once(server, "listening");
console.log(`Open http://127.0.0.1:${server.address().port}`);
