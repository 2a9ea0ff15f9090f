import * as whatsmate from "whatsmate";
import * as slim from "whatsmate/slim";
import { exactly } from "./exactly.js";
import type { CallOptions, MediaInput, WhatsMateFailure } from "whatsmate/slim";

exactly<Promise<void>>()(slim.init());
slim.init("https://cdn.example.com/whatsmate.wasm");
slim.init(new URL("https://cdn.example.com/whatsmate.wasm"));
slim.init(fetch("https://cdn.example.com/whatsmate.wasm"));
slim.init(new Response("wasm"));
slim.init(new Uint8Array(4));
slim.init(new Uint8Array(4).buffer);
slim.init(Promise.resolve(new Uint8Array(4)));
// What lib.dom and workers take a WebAssembly.Module to be.
declare const module: {};
slim.init(module);
// @ts-expect-error a number
slim.init(5);
// @ts-expect-error an object that is none of these
slim.init({ path: "whatsmate.wasm" });
// @ts-expect-error the options of other packages' init
slim.init({ module_or_path: "whatsmate.wasm" });
// @ts-expect-error null
slim.init(null);
// @ts-expect-error an array
slim.init([1, 2, 3]);

// The same exports, and init.
exactly<typeof whatsmate.WhatsMate>()(slim.WhatsMate);
exactly<typeof whatsmate.isWhatsMateError>()(slim.isWhatsMateError);
exactly<Exclude<keyof typeof slim, keyof typeof whatsmate>>()("init" as const);
exactly<never>()(0 as never as Exclude<keyof typeof whatsmate, keyof typeof slim>);
export type Types = [CallOptions, MediaInput, WhatsMateFailure];
// @ts-expect-error the main entry needs no init
whatsmate.init;
