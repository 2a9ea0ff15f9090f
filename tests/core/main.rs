//! Native tests of `core`: one file a module, of the same name.
//!
//! What they expect is written out from the API's documents rather than taken from the code under test.
#![cfg(not(target_arch = "wasm32"))]
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

mod answer;
mod base64;
mod endpoint;
mod fault;
mod field;
mod payload;
mod phone;
mod request;
mod retry;

use whatsmate::core::endpoint::{ENDPOINTS, Endpoint};

/// The row whose path has `part` in it, which must be one.
fn row(part: &str) -> &'static Endpoint {
    let mut rows = ENDPOINTS.iter().filter(|row| row.path.contains(part));
    let row = rows.next().unwrap_or_else(|| panic!("no path has {part}"));
    assert!(rows.next().is_none(), "more than one path has {part}");
    row
}
