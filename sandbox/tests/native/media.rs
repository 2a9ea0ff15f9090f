use crate::support::header;
use whatsmate_sandbox::Body;
use whatsmate_sandbox::media::{serve, sniff};

#[test]
fn the_bytes_show_the_type() {
    for (bytes, content_type) in [
        (&b"\x89PNG\r\n\x1a\n...."[..], "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7", "application/pdf"),
        (b"OggS", "audio/ogg"),
        (b"ID3\x04", "audio/mpeg"),
        (b"RIFF....WAVEfmt ", "audio/wav"),
        (b"....ftypM4A ", "audio/mp4"),
        (b"GIF87a", "image/gif"),
        (b"fLaC", "audio/flac"),
        (b"\xff\xfb\x90", "audio/mpeg"),
        (b"\xff\xf3\x90", "audio/mpeg"),
        (b"#!AMR\n", "audio/amr"),
        (b"", "application/octet-stream"),
        (b"<!doctype html><script>", "application/octet-stream"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "application/octet-stream"),
        (b"<?xml version='1.0'?><svg>", "application/octet-stream"),
        (b" %PDF-1.7", "application/octet-stream"),
        (b"<script>WEBP", "application/octet-stream"),
        (b"<script>WAVE", "application/octet-stream"),
    ] {
        assert_eq!(sniff(bytes), content_type, "{bytes:?}");
    }
}

#[test]
fn only_the_harmless_is_shown() {
    for (content_type, disposition) in
        [("image/png", "inline"), ("application/pdf", "inline"), ("application/octet-stream", "attachment")]
    {
        let answer = serve("7", content_type);
        assert_eq!(answer.body, Body::Media("7".into()));
        assert_eq!(header(&answer, "content-type"), Some(content_type));
        assert_eq!(header(&answer, "content-disposition"), Some(disposition));
        assert_eq!(header(&answer, "content-security-policy"), Some("sandbox; default-src 'none'"));
        assert_eq!(header(&answer, "x-content-type-options"), Some("nosniff"));
    }
}
