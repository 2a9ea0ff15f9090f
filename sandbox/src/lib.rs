//! An offline stand-in for the WhatsMate API: 24 calls that check, answer and keep what they receive.
//!
//! The whole of it is one function, [`Sandbox::handle`]: a request and a moment in, a [`Reply`] out. It does no
//! input or output and asks for no clock and no randomness, so it runs alike in a server, a test and a page, and a
//! test can repeat it exactly. What has to happen outside (fetching a PDF, holding the bytes of a picture) stands in
//! the reply, and the JavaScript around the core does it.
//!
//! | module | concept |
//! |---|---|
//! | [`request`] | what comes in, and the moment it comes in at |
//! | [`answer`] | what goes out |
//! | [`routes`] | the table of the calls |
//! | [`access`] | credentials, instance numbers, foreign origins |
//! | [`query`] | the query string |
//! | [`json`] | the body as a strict JSON object |
//! | [`fields`] | the rules of each field |
//! | [`message`] | an accepted message |
//! | [`messages`] | the kept messages |
//! | [`record`] | a message as a file keeps it |
//! | [`search`] | the language that messages are searched in |
//! | [`translate`] | languages, and the stand-in for a translation |
//! | [`jobs`] | PDF jobs |
//! | [`pdf`] | text out of a PDF |
//! | [`layout`] | glyphs on a page, put together to lines |
//! | [`media`] | what kind of file some bytes are, and how to serve them safely |
//! | [`rule`] | a fault as it is told, and what becomes of a call that it meets |
//! | [`faults`] | the faults there are, and which one meets a call |
//! | [`control`] | `/_sandbox/` |
//! | [`counts`] | how many messages there are, of each kind |
//! | [`wait`] | messages, as soon as they are there |
//! | [`events`] | messages, as they come |
//! | [`inbound`] | messages from outside |
//! | [`openapi`] | the description of it all |
//! | [`sandbox`] | one request from end to end |

pub mod access;
pub mod answer;
pub mod control;
pub mod counts;
pub mod events;
pub mod faults;
pub mod fields;
pub mod inbound;
pub mod jobs;
#[cfg(target_arch = "wasm32")]
mod js;
pub mod json;
pub mod layout;
pub mod media;
pub mod message;
pub mod messages;
pub mod openapi;
pub mod pdf;
pub mod query;
pub mod record;
pub mod request;
pub mod routes;
pub mod rule;
pub mod sandbox;
pub mod search;
pub mod translate;
pub mod wait;

pub use answer::{Answer, Body, Disruption, PdfTask, Reply};
pub use request::{BODY_LIMIT, Moment, Request};
pub use sandbox::{Options, Sandbox};
