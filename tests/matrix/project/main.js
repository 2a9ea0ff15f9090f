import { send } from "./send.js";

send(location.origin).then(
  (outcome) => {
    document.title = outcome;
  },
  (error) => {
    document.title = `${error.name}: ${error.message}`;
  },
);
