import { send } from "./send.js";

self.addEventListener("message", ({ source }) => {
  send(self.location.origin).then(
    (outcome) => source.postMessage(outcome),
    (error) => source.postMessage(`${error.name}: ${error.message}`),
  );
});
