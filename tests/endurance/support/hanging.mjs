import { createServer } from "node:http";
import { once } from "node:events";

const json = (response, value, status = 200, headers = {}) => {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(value));
};

/** A server that answers as the first part of a path says, most often not at all; the second keeps calls apart. */
export async function hangingServer() {
  const asked = new Map();
  const server = createServer((request, response) => {
    const [, kind, id] = request.url.split("/");
    const times = (asked.get(id) ?? 0) + 1;
    asked.set(id, times);
    request.resume();
    const limited = (after) => json(response, {}, 429, after ? { "retry-after": after } : {});
    const queued = () => json(response, { id: "1", status: "queued" });
    if (request.url.includes("/submit")) return json(response, { id: "job", status: "submitted" });
    if (request.url.includes("/retrieve_text/")) {
      response.setHeader("content-type", "text/plain");
      return response.end("text");
    }
    if (kind === "half") {
      response.writeHead(200, { "content-type": "application/json", "content-length": 100 });
      return response.write("{\"id\":");
    }
    if (kind === "busy") return limited("30");
    if (kind === "soon") return times === 1 ? limited("1") : queued();
    if (kind === "jitter") return times === 1 ? limited() : queued();
    if (kind === "jobs") return json(response, { id: "job", status: "Processing" });
    if (kind === "done") return json(response, { id: "job", status: times === 1 ? "Processing" : "Completed" });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}
