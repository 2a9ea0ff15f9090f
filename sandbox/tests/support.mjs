// What the tests of the built package share.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";

export const BIN = fileURLToPath(new URL("../pkg/bin.js", import.meta.url));

export const HEADERS = {
  "X-WM-CLIENT-ID": "elsa@example.com",
  "X-WM-CLIENT-SECRET": "s3cret",
  "Content-Type": "application/json",
};
export const TEXT = "/v3/whatsapp/single/text/message/1";
export const GOOD_TEXT = JSON.stringify({ number: "12025550101", message: "Hello" });

/** Sends a text, and gives the id that it is answered with. */
export async function send(sandbox, message) {
  const body = JSON.stringify({ number: "12025550101", message });
  const response = await sandbox.fetch(`http://sandbox.test${TEXT}`, { method: "POST", headers: HEADERS, body });
  return (await response.json()).id;
}

/** How many timers are set. */
export function timers() {
  return process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
}

/** Waits until something is true. */
export async function until(isTrue) {
  while (!isTrue()) {
    await new Promise(setImmediate);
  }
}

/** Sends bytes as they stand over a connection of their own, and gives all that comes back. */
export async function raw(port, text) {
  const socket = connect(port, "127.0.0.1");
  socket.end(text.replaceAll("\n", "\r\n"));
  let answer = "";
  for await (const chunk of socket) {
    answer += chunk;
  }
  return answer;
}

/**
 * Runs the command, until the test ends: `output` grows, `ended` gives it with the exit code, and `url` is printed first,
 * where it serves.
 */
export function run(t, ...args) {
  return follow(t, spawn(process.execPath, [BIN, ...args]));
}

/** The same with files that can grow to about so many KiB: on what else it writes, the disk is full. */
export function runOnSmallDisk(t, size, ...args) {
  const limited = `ulimit -f ${size}; exec "$0" "$@"`;
  return follow(t, spawn("bash", ["-c", limited, process.execPath, BIN, ...args]));
}

function follow(t, child) {
  t.after(() => child.kill("SIGKILL"));
  const output = { text: "", errors: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk) => (output.text += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk) => (output.errors += chunk));
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, ...output }));
  const url = async () => {
    while (!output.text.includes("\n") && child.exitCode === null && child.signalCode === null) {
      await Promise.race([once(child.stdout, "data"), ended]);
    }
    return /http:\/\/[^\s]+/.exec(output.text)?.[0];
  };
  return { child, output, ended, url: url() };
}

/** A server that answers each path with the body that `files` has for it. */
export async function serveFiles(t, files) {
  const server = createServer((request, response) => {
    const file = files[request.url];
    if (typeof file === "function") {
      file(response);
    } else {
      response.writeHead(file === undefined ? 404 : 200);
      response.end(file);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${server.address().port}`;
}

/** A PDF with one page, which draws `content`; more objects are numbered from 6, and the first of them is named X. */
export function pdf(content, ...more) {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R" +
      " /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>",
    stream("", content),
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...more,
  ];
  let file = "%PDF-1.4\n";
  let table = "0000000000 65535 f \n";
  objects.forEach((object, index) => {
    table += `${String(file.length).padStart(10, "0")} 00000 n \n`;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
  });
  const size = objects.length + 1;
  const trailer = `<< /Size ${size} /Root 1 0 R >>`;
  return `${file}xref\n0 ${size}\n${table}trailer\n${trailer}\nstartxref\n${file.length}\n%%EOF`;
}

/** A drawing within the PDF, which draws the object with the number `next` `times` times. */
export function drawing(next, times) {
  return stream(
    `/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X ${next} 0 R >> >>`,
    "/X Do ".repeat(times),
  );
}

/** An object of a PDF that holds `content`. */
export function stream(dictionary, content) {
  return `<< ${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream`;
}
