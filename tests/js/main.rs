//! Tests of `js` inside a real engine, for `wasm-pack test`: one file a module, of the same name.
//!
//! They are bound to no environment, so that the same tests run on Node, in Chromium and in Firefox, with that engine's
//! own Blob, stream, Response and AbortSignal. Nothing here needs a network: the `fetch` of the configuration is a
//! function of the test.
#![cfg(target_arch = "wasm32")]
// A panic is how a test fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    missing_docs
)]

mod support;

mod answer;
mod body;
mod bounds;
mod client;
mod config;
mod encode;
mod event;
mod exchange;
mod failure;
mod files;
mod gate;
mod given;
mod headers;
mod host;
mod media;
mod options;
mod outside;
mod params;
mod pause;
mod pdf;
mod signals;
mod telegram;
mod thrown;
mod translation;
mod whatsapp;
mod whatsmate;
