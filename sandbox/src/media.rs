//! What kind of file some bytes are, and how to serve them safely.

use crate::answer::{Answer, Body};

/// A content type that [`sniff`] may tell.
pub type ContentType = &'static str;

const UNKNOWN: ContentType = "application/octet-stream";

/// What a file begins with, what it has at a place further on, and the content type that this shows.
const MAGIC: [(&[u8], usize, &[u8], ContentType); 14] = [
    (b"\x89PNG\r\n\x1a\n", 0, b"", "image/png"),
    (b"\xff\xd8\xff", 0, b"", "image/jpeg"),
    (b"GIF87a", 0, b"", "image/gif"),
    (b"GIF89a", 0, b"", "image/gif"),
    (b"RIFF", 8, b"WEBP", "image/webp"),
    (b"%PDF-", 0, b"", "application/pdf"),
    (b"OggS", 0, b"", "audio/ogg"),
    (b"ID3", 0, b"", "audio/mpeg"),
    (b"\xff\xfb", 0, b"", "audio/mpeg"),
    (b"\xff\xf3", 0, b"", "audio/mpeg"),
    (b"fLaC", 0, b"", "audio/flac"),
    (b"RIFF", 8, b"WAVE", "audio/wav"),
    (b"", 4, b"ftypM4A", "audio/mp4"),
    (b"#!AMR", 0, b"", "audio/amr"),
];

/// The content type that the bytes themselves show; never one that a browser would run, such as HTML or SVG.
pub fn sniff(bytes: &[u8]) -> ContentType {
    let fits = |head, at, magic| bytes.starts_with(head) && bytes.get(at..).is_some_and(|rest| rest.starts_with(magic));
    MAGIC
        .iter()
        .find(|(head, at, magic, _)| fits(head, *at, magic))
        .map_or(UNKNOWN, |(_, _, _, content_type)| content_type)
}

/// The content type of this name.
pub fn known(content_type: &str) -> Option<ContentType> {
    MAGIC.iter().map(|(_, _, _, known)| *known).chain([UNKNOWN]).find(|known| *known == content_type)
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
