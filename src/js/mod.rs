//! The binding to JavaScript.
//!
//! [`whatsmate`], [`whatsapp`], [`telegram`], [`translation`], [`pdf`] and [`media`] are the public classes. Their methods
//! hand over to a [`client`], which leads a call in JavaScript, where waiting costs nothing, and asks the [`rules`] at each
//! step: what a call takes and sends, how a file is encoded ([`encode`]), what an attempt came to ([`verdict`]).
//!
//! Rust decides and JavaScript does: the files of `pkg-template/` read what callers give, wait, fetch and make errors. No
//! function of callers or of the host is called from here, so none that throws can leave anything half done.

mod client;
mod encode;
mod media;
mod pdf;
mod rules;
mod telegram;
mod translation;
mod verdict;
mod whatsapp;
mod whatsmate;

pub use media::Media;
pub use pdf::PdfToText;
pub use rules::Rules;
pub use telegram::Telegram;
pub use translation::Translation;
pub use whatsapp::WhatsApp;
pub use whatsmate::WhatsMate;

/// What the JavaScript files import from one another: a host of tests is given no file that is not named here.
mod named {
    use wasm_bindgen::prelude::*;

    macro_rules! named {
        ($($file:literal $function:ident)*) => { $(
            #[wasm_bindgen(module = $file)]
            extern "C" {
                fn $function();
            }
        )* };
    }

    named! {
        "/pkg-template/answer.js" failureOf
        "/pkg-template/body.js" formOf
        "/pkg-template/bounds.js" after
        "/pkg-template/call.js" prepare
        "/pkg-template/config.js" config
        "/pkg-template/connection.js" neverOpened
        "/pkg-template/encode.js" encode
        "/pkg-template/errors.js" isWhatsMateError
        "/pkg-template/event.js" notify
        "/pkg-template/exchange.js" exchange
        "/pkg-template/failure.js" promised
        "/pkg-template/files.js" file
        "/pkg-template/gate.js" Gate
        "/pkg-template/given.js" read
        "/pkg-template/headers.js" relayHeaders
        "/pkg-template/host.js" detect
        "/pkg-template/many.js" sendMany
        "/pkg-template/mask.js" masker
        "/pkg-template/media-cache.js" MediaCache
        "/pkg-template/once.js" getOnce
        "/pkg-template/options.js" options
        "/pkg-template/outside.js" peek
        "/pkg-template/pace.js" Pace
        "/pkg-template/params.js" params
        "/pkg-template/pause.js" Pause
        "/pkg-template/pdf.js" poll
        "/pkg-template/records.js" Records
        "/pkg-template/signals.js" fired
        "/pkg-template/table.js" rowOf
        "/pkg-template/thrown.js" describe
    }
}
