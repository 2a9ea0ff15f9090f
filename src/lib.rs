//! Client for the WhatsMate API: WhatsApp and Telegram messages, translation, PDF to text.
//!
//! [`core`] is the API itself and knows no JavaScript; `js` binds it to JavaScript and exists on wasm only. Nothing in
//! `core` reaches into `js`.

pub mod core;

/// Takes a fifth of the room of the standard one, which is made for many threads and large heaps.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[cfg(target_arch = "wasm32")]
pub mod js;
