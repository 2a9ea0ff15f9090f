use crate::support::pdf;
use whatsmate_sandbox::pdf::{check_url, extract};

const HELLO: &str = "BT /F1 24 Tf 20 100 Td (Hello from a PDF) Tj ET";

#[test]
fn the_text_of_a_pdf_comes_out() {
    assert_eq!(extract(&pdf(HELLO, &[])), Ok("Hello from a PDF".to_owned()));
    assert_eq!(extract(&pdf("", &[])), Ok(String::new()));
}

#[test]
fn what_is_no_pdf_is_a_fault() {
    for bytes in [&b""[..], b"<html>", b"%PDF-1.4\n", &pdf(HELLO, &[])[..40]] {
        assert!(extract(bytes).unwrap_err().starts_with("bad PDF: "), "{bytes:?}");
    }
}

#[test]
fn a_url_is_http_or_https() {
    for good in ["http://a.example", "HTTPS://a.example:8443/x y?z", "http://127.0.0.1/語.pdf"] {
        assert_eq!(check_url(good), Ok(()), "{good}");
    }
    for bad in
        ["ftp://a.example", "file:///etc/passwd", "a.example/x.pdf", "http://", "http:///x", "http://a b/", "data:,x"]
    {
        assert!(check_url(bad).unwrap_err().starts_with("url: "), "{bad}");
    }
}
