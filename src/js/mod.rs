//! The binding to JavaScript.
//!
//! [`whatsmate`], [`whatsapp`], [`telegram`], [`translation`], [`pdf`] and [`media`] are the public classes. Their methods
//! hand over to [`client`], which reads [`params`] and [`options`] and starts a [`call`]. That waits for its turn ([`gate`],
//! [`pause`]), reads and encodes its file ([`source`], [`encode`], while it is sent: [`feed`]), makes the [`body`], sends it ([`transport`]) and ends
//! with an answer or an [`error`].
//!
//! Whatever comes from JavaScript may be anything, and a getter may throw: an exception that is not caught at the
//! border would leave a promise that never settles. So nothing here calls into JavaScript but through functions that
//! catch, and nothing asks `instanceof`, which differs from realm to realm.

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
