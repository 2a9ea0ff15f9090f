import { FIELDS, fileField, fileName, sendPath } from "./calls.js";

/**
 * The command of a shell that makes the same call, for one recipient after the other.
 *
 * @param {object} given What the form reads.
 * @param {import("./connection.js").Connection} connection
 */
export function curl(given, connection) {
  const { call, targets } = given;
  // The sandbox in the page has no address.
  const note = connection.place === "page" ? "# For the sandbox that npx whatsmate-sandbox starts\n" : "";
  if (call.isSend) {
    return note + targets.map((target) => sendCommand(given, target, connection)).join("\n\n");
  }
  const [method, path] = call.path(given.values).split(" ");
  const body = method === "POST" ? [`-d ${shell(JSON.stringify(given.parameters))}`] : [];
  return note + command(path, connection, body);
}

function sendCommand(given, target, connection) {
  const { call, instance, isGroup, parameters } = given;
  const [, path] = sendPath(call, instance, isGroup).split(" ");
  const file = fileField(call);
  const fields = Object.entries({ ...target, ...parameters }).filter(([name]) => name !== file);
  const digits = (name, value) => (["number", "groupAdmin"].includes(name) ? value.replace(/^\+|[^\d]/g, "") : value);
  const body = Object.fromEntries(fields.map(([name, value]) => [wireName(name), digits(name, value)]));
  if (!file) {
    return command(path, connection, [`-d ${shell(JSON.stringify(body))}`]);
  }
  const name = fileName(given);
  if (call.id !== "image") {
    body.filename ??= name;
  }
  // Too long for an argument, so it comes through a pipe.
  const open = `${JSON.stringify(body).slice(0, -1)},"${wireName(file)}":"`;
  const feed = `{ printf %s ${shell(open)}; base64 < ${shell(name)} | tr -d '\\n'; printf '"}'; } |\n`;
  return feed + command(path, connection, ["--data-binary @-"]);
}

function command(path, { place, config }, more) {
  const base = place === "page" ? "http://127.0.0.1:9470" : config.baseUrl.replace(/\/$/, "");
  const own =
    config.clientId === undefined ? [] : [`-H ${shell(`X-WM-CLIENT-ID: ${config.clientId}`)}`, '-H "X-WM-CLIENT-SECRET: $WHATSMATE_CLIENT_SECRET"'];
  const token = config.headers ? ['-H "Authorization: Bearer $RELAY_TOKEN"'] : [];
  return [`curl ${shell(base + path)}`, ...own, ...token, '-H "Content-Type: application/json"', ...more].join(" \\\n  ");
}

/** The name of a parameter in the body of a request. */
function wireName(name) {
  return FIELDS[name]?.wire ?? name;
}

/** A word of a shell. */
function shell(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
