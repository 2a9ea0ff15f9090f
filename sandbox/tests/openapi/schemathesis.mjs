import { PythonTool } from "../../../scripts/lib/python.mjs";

/** Makes requests up from an OpenAPI description, and looks whether what comes back is as that says. */
export const schemathesis = new PythonTool(
  "schemathesis",
  new URL("requirements.txt", import.meta.url),
  "schemathesis with pip (90 MB): about 20 seconds",
);
