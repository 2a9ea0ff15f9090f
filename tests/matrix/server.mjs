// Serves a folder, and takes messages as the API does.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

/** The API lets every page in. */
const CORS = { "Access-Control-Allow-Origin": "*" };

/**
 * @param {string} folder
 * @param {Record<string, string>} [headers] of every file
 * @returns {Promise<{ url: string, messages: { target: string, body: unknown }[], close: () => void }>}
 */
export async function serve(folder, headers = {}) {
  const messages = [];
  const server = createServer(async (request, response) => {
    if (request.method === "OPTIONS") {
      return response.writeHead(204, { ...CORS, "Access-Control-Allow-Headers": request.headers["access-control-request-headers"] }).end();
    }
    if (request.method === "POST") {
      const parts = [];
      for await (const part of request) parts.push(part);
      messages.push({ target: request.url, body: JSON.parse(Buffer.concat(parts)) });
      return response.writeHead(200, { "Content-Type": "application/json", ...CORS }).end('{"id":"1","status":"queued"}');
    }
    const { pathname } = new URL(request.url, "http://page");
    try {
      const content = await readFile(join(folder, normalize(pathname)));
      response.writeHead(200, { "Content-Type": TYPES[extname(pathname)] ?? "application/octet-stream", ...headers }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, messages, close };
}
