//! What kind of file some bytes are, and how to serve them safely.

use crate::answer::{Answer, Body};

const UNKNOWN: &str = "application/octet-stream";

/// What a file begins with, at which place, and the content type that this shows.
const MAGIC: [(usize, &[u8], &str); 14] = [
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"fLaC", "audio/flac"),
    (8, b"WAVE", "audio/wav"),
    (4, b"ftypM4A", "audio/mp4"),
    (0, b"#!AMR", "audio/amr"),
];

/// The content type that the bytes themselves show; never one that a browser would run, such as HTML or SVG.
pub fn sniff(bytes: &[u8]) -> &'static str {
    MAGIC
        .iter()
        .find(|(at, magic, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(magic)))
        .map_or(UNKNOWN, |(_, _, content_type)| content_type)
}

/// The answer that serves a message's media: shown only where the type is known to be harmless, and never as a page
/// with rights.
pub fn serve(id: &str, content_type: &str) -> Answer {
    let disposition = if content_type == UNKNOWN { "attachment" } else { "inline" };
    Answer {
        status: 200,
        headers: vec![("content-type".into(), content_type.to_owned())],
        body: Body::Media(id.to_owned()),
    }
    .with("content-disposition", disposition)
    .with("content-security-policy", "sandbox; default-src 'none'")
    .with("x-content-type-options", "nosniff")
}
