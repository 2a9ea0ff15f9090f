import { fileField, fileName } from "./calls.js";

/** What the client does where nothing is said. */
const DEFAULTS = { maxRetries: 2 };

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
    'import { WhatsMate } from "whatsmate";',
    ...(connection.place === "page" ? ['import { createSandbox } from "whatsmate-sandbox";', "", "const sandbox = await createSandbox();"] : [""]),
    ...(connection.config.clientId === undefined ? [] : ["// The secret is in a variable of the environment; set it before you run this."]),
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
    const isNamed = call.id === "image" || parameters.filename !== undefined;
    const at = values.findIndex(([own]) => own === file);
    values.splice(at, 1, targets.length > 1 ? [file] : [file, opened], ...(isNamed ? [] : [["filename", quote(name)]]));
  }
  const rest = optionText(options);
  if (targets.length === 1) {
    const to = Object.entries(targets[0]).map(([name, value]) => [name, quote(value)]);
    return [`const { id } = await ${gateway}.${call.method}(${objectLiteral([...to, ...values], "")}${rest});`, "console.log(id);"];
  }
  const numbers = targets.map(({ number }) => quote(number));
  return [
    `const numbers = [${numbers.join(", ")}];`,
    ...(file ? [`const ${file} = ${opened};`] : []),
    `const messages = numbers.map((number) => (${objectLiteral([["kind", quote(call.kind)], ["number"], ...values], "")}));`,
    `for await (const outcome of ${gateway}.sendMany(messages${rest})) {`,
    "  const number = numbers[outcome.index];",
    '  if (outcome.status === "queued") console.log(number, outcome.id);',
    "  else console.error(number, outcome.delivery, outcome.error.message);",
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

function objectLiteral(entries, indent) {
  const lines = entries.map(([name, value]) => `${indent}  ${value === undefined ? name : `${name}: ${value}`},`);
  return entries.length > 0 ? `{\n${lines.join("\n")}\n${indent}}` : "{}";
}

/** A string of JavaScript. */
function quote(value) {
  return JSON.stringify(value);
}
