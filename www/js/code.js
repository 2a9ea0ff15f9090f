import { FIELDS, fileField, isNamedOnly, sendPath } from "./calls.js";

const WIRE = (name) => FIELDS[name]?.wire ?? name;

/** The name of the file in the code, where none has been chosen yet. */
function fileName(given) {
  return given.file?.name ?? FIELDS[fileField(given.call)].sample;
}

/**
 * The JavaScript that makes the same call.
 *
 * @param {object} given What the form reads.
 * @param {import("./connection.js").Connection} connection
 */
export function javascript(given, connection) {
  const { call } = given;
  const file = fileField(call);
  const lines = [
    ...(file ? ['import { openAsBlob } from "node:fs";'] : []),
    `import { ${file && given.targets.length > 1 ? "Media, " : ""}WhatsMate } from "whatsmate";`,
    ...(connection.place === "page" ? ['import { createSandbox } from "whatsmate-sandbox";', "", "const sandbox = await createSandbox();"] : [""]),
    `const whatsmate = new WhatsMate(${objectLiteral(configLines(connection), "")});`,
    "",
    ...(call.isSend ? sendLines(given) : askLines(given)),
  ];
  return lines.join("\n");
}

function configLines({ place, config }) {
  const secret = ["clientSecret", "process.env.WHATSMATE_CLIENT_SECRET"];
  const own = config.clientId === undefined ? [] : [["clientId", quote(config.clientId)], secret];
  if (place === "page") {
    return [...own, ["fetch", "sandbox.fetch"]];
  }
  const isApi = place === "whatsmate" && /^https:\/\/api\.whatsmate\.net\/?$/.test(config.baseUrl);
  const token = config.headers ? [["headers", "() => ({ Authorization: `Bearer ${process.env.RELAY_TOKEN}` })"]] : [];
  return [...own, ...(isApi ? [] : [["baseUrl", quote(config.baseUrl)]]), ...token];
}

function sendLines({ call, targets, parameters, instance, options, ...given }) {
  const file = fileField(call);
  const gateway = `whatsmate.${call.service}(${instance})`;
  const values = Object.entries(parameters).map(([name, value]) => [name, quote(value)]);
  const name = file && fileName({ call, ...given });
  const opened = `await openAsBlob(${quote(name)})`;
  if (file) {
    const isNamed = call.id === "image" || parameters.filename !== undefined || targets.length > 1;
    const at = values.findIndex(([own]) => own === file);
    values.splice(at, 1, [file, targets.length > 1 ? "media" : opened], ...(isNamed ? [] : [["filename", quote(name)]]));
  }
  const rest = optionText(options);
  if (targets.length === 1) {
    const to = Object.entries(targets[0]).map(([name, value]) => [name, quote(value)]);
    return [`const { id } = await ${gateway}.${call.method}(${objectLiteral([...to, ...values], "")}${rest});`, "console.log(id);"];
  }
  const numbers = targets.map(({ number }) => quote(number));
  return [
    ...(file ? [`const media = await Media.encode(${opened}, { filename: ${quote(name)} });`] : []),
    `for (const number of [${numbers.join(", ")}]) {`,
    `  const { id } = await ${gateway}.${call.method}(${objectLiteral([["number"], ...values], "  ")}${rest});`,
    "  console.log(number, id);",
    "}",
  ];
}

function askLines({ call, values, parameters, options }) {
  const rest = optionText(options);
  const entries = Object.entries(parameters).map(([name, value]) => [name, quote(value)]);
  if (call.service === "pdf") {
    return [`const answer = await whatsmate.pdf.${call.id}(${quote(values[call.fields[0]])}${rest});`, "console.log(answer);"];
  }
  const given = entries.length > 0 ? `${objectLiteral(entries, "")}${rest}` : rest.slice(2);
  return [`const answer = await whatsmate.translation.${call.id}(${given});`, "console.log(answer);"];
}

function optionText(options) {
  const entries = Object.entries(options).filter(([name, value]) => value !== undefined && value !== DEFAULTS[name]);
  return entries.length > 0 ? `, { ${entries.map(([name, value]) => `${name}: ${value}`).join(", ")} }` : "";
}

const DEFAULTS = { maxRetries: 2 };

function objectLiteral(entries, indent) {
  const lines = entries.map(([name, value]) => `${indent}  ${value === undefined ? name : `${name}: ${value}`},`);
  return entries.length > 0 ? `{\n${lines.join("\n")}\n${indent}}` : "{}";
}

/** A string of JavaScript. */
function quote(value) {
  return JSON.stringify(value);
}

/**
 * The command of a shell that makes the same call, for one recipient after the other.
 *
 * @param {object} given What the form reads.
 * @param {import("./connection.js").Connection} connection
 */
export function curl(given, connection) {
  const { call, targets } = given;
  if (call.isSend) {
    return targets.map((target) => sendCommand(given, target, connection)).join("\n\n");
  }
  const [method, path] = call.path(given.values).split(" ");
  const body = method === "POST" ? [`-d ${shell(JSON.stringify(given.parameters))}`] : [];
  return command("curl", path, connection, body);
}

function sendCommand(given, target, connection) {
  const { call, instance, isGroup, parameters } = given;
  const [, path] = sendPath(call, instance, isGroup).split(" ");
  const file = fileField(call);
  const fields = Object.entries({ ...target, ...parameters }).filter(([name]) => name !== file && !(name === "groupAdmin" && isNamedOnly(call)));
  const digits = (name, value) => (["number", "groupAdmin"].includes(name) ? value.replace(/^\+|[^\d]/g, "") : value);
  const body = Object.fromEntries(fields.map(([name, value]) => [WIRE(name), digits(name, value)]));
  if (!file) {
    return command("curl", path, connection, [`-d ${shell(JSON.stringify(body))}`]);
  }
  const name = fileName(given);
  if (call.id !== "image") {
    body.filename ??= name;
  }
  // Too long for an argument, so it comes through a pipe.
  const open = `${JSON.stringify(body).slice(0, -1)},"${WIRE(file)}":"`;
  const feed = `{ printf %s ${shell(open)}; base64 < ${shell(name)} | tr -d '\\n'; printf '"}'; } |\n`;
  return feed + command("curl", path, connection, ["--data-binary @-"]);
}

function command(start, path, { place, config }, more) {
  const base = place === "page" ? "http://127.0.0.1:9470" : config.baseUrl.replace(/\/$/, "");
  const own =
    config.clientId === undefined
      ? config.headers ? ['-H "Authorization: Bearer $RELAY_TOKEN"'] : []
      : [`-H ${shell(`X-WM-CLIENT-ID: ${config.clientId}`)}`, '-H "X-WM-CLIENT-SECRET: $WHATSMATE_CLIENT_SECRET"'];
  return [`${start} ${shell(base + path)}`, ...own, '-H "Content-Type: application/json"', ...more].join(" \\\n  ");
}

/** A word of a shell. */
function shell(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
