/** What the sandbox answers itself, whatever else is served. */
const OWN = /^\/(?:v1|v3|_sandbox)\//;

/**
 * Answers a request with a page of the host's, where there is one.
 *
 * @param {((path: string) => Response | undefined | Promise<Response | undefined>) | undefined} pages
 * @param {string} method
 * @param {string} target The path, with its query.
 * @returns {Promise<{ status: number, headers: object, body: Uint8Array } | undefined>}
 */
export async function findPage(pages, method, target) {
  const [path] = target.split("?");
  if (!pages || !["GET", "HEAD"].includes(method) || OWN.test(path)) {
    return undefined;
  }
  const response = await pages(path);
  return (
    response && {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    }
  );
}
