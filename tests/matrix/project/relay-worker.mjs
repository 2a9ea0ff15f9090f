// A relay in a worker. The API's address comes with the request, since workerd is started before there is one.
import { createRelay } from "whatsmate/relay";

const relays = new Map();

export default {
  fetch(request) {
    const baseUrl = request.headers.get("x-api");
    if (!relays.has(baseUrl)) {
      const credentials = { clientId: "client@example.com", clientSecret: "canary-secret-0123456789" };
      const authorize = ({ headers }) => headers.get("authorization") === "Bearer of-a-user";
      relays.set(baseUrl, createRelay({ ...credentials, baseUrl, authorize }));
    }
    return relays.get(baseUrl)(request);
  },
};
