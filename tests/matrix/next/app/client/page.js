"use client";

import { useEffect } from "react";
import { send } from "../../send.js";

export default function Page() {
  useEffect(() => {
    send(new URL(location.href).searchParams.get("api")).then(
      (outcome) => {
        document.title = outcome;
      },
      (error) => {
        document.title = `${error.name}: ${error.message}`;
      },
    );
  }, []);
  return null;
}

