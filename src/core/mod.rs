//! What the API is and how it is spoken, without any JavaScript: every module here runs and is tested natively.
//!
//! A call goes through them in this order: [`endpoint`] names it, [`request`] checks its parameters and makes path and
//! [`payload`], [`base64`] fills the payload's hole, [`answer`] reads what came back, [`fault`] says what went wrong,
//! [`retry`] whether to go again.

pub mod answer;
pub mod base64;
pub mod endpoint;
pub mod fault;
pub mod field;
pub mod payload;
pub mod phone;
pub mod request;
pub mod retry;
