import { createSandbox } from "whatsmate-sandbox";
import type { Fault, UsedFault } from "whatsmate-sandbox";
import { exactly } from "./exactly.js";

const sandbox = await createSandbox({ faults: [{ action: "truncate" }], seed: 7 });

const faults: Fault[] = [
  { action: "status", status: 429, headers: { "retry-after": "1" }, body: { error_message: "Slow down" }, when: "after" },
  { action: "status", status: 500, body: "Sorry" },
  { action: "reset", match: "to:1202 kind:text", nth: 2, when: "before" },
  { action: "hang", times: 1 },
  { action: "slow", delay: 100 },
  { action: "slow", bytesPerSecond: 10, probability: 0.5, seed: 1 },
  { action: "truncate" },
  { action: "malformed", what: "http" },
];
exactly<void>()(sandbox.faults.add(...faults));
exactly<UsedFault[]>()(sandbox.faults.list());
exactly<void>()(sandbox.faults.clear());

for (const fault of sandbox.faults.list()) {
  exactly<number>()(fault.used);
  if (fault.action === "status") exactly<number>()(fault.status);
  if (fault.action === "malformed") exactly<"json" | "http" | undefined>()(fault.what);
}

// @ts-expect-error no action
sandbox.faults.add({ match: "to:1202" });
// @ts-expect-error an action that there is not
sandbox.faults.add({ action: "drop" });
// @ts-expect-error no status
sandbox.faults.add({ action: "status" });
// @ts-expect-error what belongs to another action
sandbox.faults.add({ action: "reset", status: 500 });
// @ts-expect-error neither a delay nor a speed
sandbox.faults.add({ action: "slow" });
// @ts-expect-error an answer is spoilt after the call only
sandbox.faults.add({ action: "truncate", when: "before" });
// @ts-expect-error a misspelt member
sandbox.faults.add({ action: "reset", tmies: 1 });
// @ts-expect-error several, not an array
sandbox.faults.add([{ action: "reset" }]);
// @ts-expect-error a whole number, not a text
await createSandbox({ seed: "7" });
