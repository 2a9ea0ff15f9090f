//! What all test files share: values of JavaScript, files, a fetch that records, and how a call has to end.

pub mod bytes;
pub mod engine;
pub mod outcome;
pub mod realm;
pub mod recorder;
pub mod value;

/// A recipient, one of the numbers that belong to nobody.
pub const NUMBER: &str = "12025550123";
/// The creator of a group.
pub const ADMIN: &str = "12025550199";
/// The id of a client, which no error may show.
pub const CLIENT_ID: &str = "client@example.com";
/// The secret of a client, which no error may show.
pub const CLIENT_SECRET: &str = "canary-secret-0123456789";
/// Where the API is taken to be: loopback, so that a page may have a secret for it. Nobody listens there.
pub const BASE: &str = "http://127.0.0.1:9";
/// What a send answers.
pub const QUEUED: &str = r#"{"id":"0b9ecb1c","status":"queued"}"#;
/// The one status of a success.
pub const OK: u16 = 200;
