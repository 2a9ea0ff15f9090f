use whatsmate_sandbox::pdf::{check_url, extract};

/// A PDF of one page that shows `text`.
fn pdf(text: &str) -> Vec<u8> {
    let content = format!("BT /F1 24 Tf 20 100 Td ({text}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(&objects) {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    file += &format!("xref\n0 6\n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF");
    file.into_bytes()
}

#[test]
fn the_text_of_a_pdf_comes_out() {
    assert_eq!(extract(&pdf("Hello from a PDF")), Ok("Hello from a PDF".to_owned()));
    assert_eq!(extract(&pdf("")), Ok(String::new()));
}

#[test]
fn what_is_no_pdf_is_a_fault() {
    for bytes in [&b""[..], b"<html>", b"%PDF-1.4\n", &pdf("Hello")[..100]] {
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
