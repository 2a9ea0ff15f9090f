//! The binding to JavaScript.
//!
//! [`whatsmate`], [`whatsapp`], [`telegram`], [`translation`], [`pdf`] and [`media`] are the public classes. Their methods
//! hand over to [`client`], which reads [`params`] and [`options`] and starts a [`call`]. That waits for its turn ([`gate`],
//! [`pause`]), reads and encodes its file ([`source`], [`encode`], while it is sent: [`feed`]), makes the [`body`], sends it ([`transport`]) and ends
//! with an answer or an [`error`].
//!
//! What only touches JavaScript objects is done in JavaScript, where it takes a fraction of the room and of the time: the
//! files of `pkg-template/` read what callers give ([`given`] takes what they have read), make errors, tell requests to
//! fetch and wait for functions that are not ours ([`outside`]).
//!
//! Whatever comes from a caller may be anything, and a getter may throw: an exception that is not caught at the border would
//! leave a promise that never settles. So nothing here calls into JavaScript but through functions that catch.

mod body;
mod call;
mod client;
mod config;
mod encode;
mod error;
mod event;
mod feed;
mod gate;
mod given;
mod headers;
mod json;
mod media;
mod options;
mod outside;
mod params;
mod pause;
mod pdf;
mod signal;
mod source;
mod telegram;
mod translation;
mod transport;
mod wait;
mod whatsapp;
mod whatsmate;

pub use media::Media;
pub use pdf::PdfToText;
pub use telegram::Telegram;
pub use translation::Translation;
pub use whatsapp::WhatsApp;
pub use whatsmate::WhatsMate;

/// What only the JavaScript files import, from one another: a host of tests is given no file that is not named here.
mod named {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen(module = "/pkg-template/errors.js")]
    extern "C" {
        #[wasm_bindgen(js_name = isWhatsMateError)]
        fn in_errors(value: &JsValue) -> bool;
    }
    #[wasm_bindgen(module = "/pkg-template/given.js")]
    extern "C" {
        #[wasm_bindgen(js_name = nearest)]
        fn in_given(value: &JsValue) -> JsValue;
    }
    #[wasm_bindgen(module = "/pkg-template/mask.js")]
    extern "C" {
        #[wasm_bindgen(js_name = masker)]
        fn in_mask(value: &JsValue) -> JsValue;
    }
    #[wasm_bindgen(module = "/pkg-template/once.js")]
    extern "C" {
        #[wasm_bindgen(js_name = getOnce)]
        fn in_once(value: &JsValue) -> JsValue;
    }
}
