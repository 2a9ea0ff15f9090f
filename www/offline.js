// Lets the page go on when the network is gone: what was put aside is taken then, and only then, so nothing gets old.
const API = /\/(?:v1|v3|_sandbox)\//;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || API.test(pathname)) {
    return;
  }
  event.respondWith(
    fetch(request).catch(async (error) => {
      const kept = await caches.match(request, { ignoreVary: true });
      if (!kept) {
        throw error;
      }
      return kept;
    }),
  );
});
