import { send } from "./send.js";

send(self.location.origin).then(
  (outcome) => self.postMessage(outcome),
  (error) => self.postMessage(`${error.name}: ${error.message}`),
);
