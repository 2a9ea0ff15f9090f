//! A sandbox under test, with a clock that stands still and ids that count.

use serde_json::Value;
use whatsmate_sandbox::access::Access;
use whatsmate_sandbox::faults::Faults;
use whatsmate_sandbox::messages::Limits;
use whatsmate_sandbox::{Answer, Body, Moment, Options, Reply, Request, Sandbox};

pub const BASE: &str = "http://127.0.0.1:9470";
pub const CREDENTIALS: [(&str, &str); 3] =
    [("X-WM-CLIENT-ID", "elsa@example.com"), ("X-WM-CLIENT-SECRET", "s3cret"), ("Content-Type", "application/json")];

pub const LIMITS: Limits = Limits { keep: 1000, media_bytes: u64::MAX };

pub struct Bench {
    pub sandbox: Sandbox,
    pub now: u64,
    ids: u128,
}

impl Bench {
    pub fn new() -> Self {
        Self::with(Access::default(), 1000)
    }

    pub fn with(access: Access, keep: usize) -> Self {
        Self::limited(access, Limits { keep, ..LIMITS })
    }

    pub fn limited(access: Access, limits: Limits) -> Self {
        let sandbox = Sandbox::new(Options { access, limits, faults: Faults::new(0) });
        Self { sandbox, now: 1_800_000_000_000, ids: 0 }
    }

    pub fn send(&mut self, request: &Request) -> Reply {
        self.ids = self.ids.saturating_add(1);
        self.sandbox.handle(request, &Moment { millis: self.now, random: self.ids })
    }

    pub fn answer(&mut self, request: &Request) -> Answer {
        self.send(request).answer.expect("an answer")
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.answer(&request("GET", path, None))
    }

    pub fn post(&mut self, path: &str, body: &Value) -> Answer {
        self.answer(&request("POST", path, Some(&body.to_string())))
    }
}

/// A request with good credentials.
pub fn request(method: &str, path: &str, body: Option<&str>) -> Request {
    Request {
        method: method.into(),
        url: format!("{BASE}{path}"),
        headers: CREDENTIALS.map(|(name, value)| (name.into(), value.into())).to_vec(),
        body: Some(body.unwrap_or_default().into()),
    }
}

/// The same request with another value of a header, or without it.
pub fn with_header(mut request: Request, name: &str, value: Option<&str>) -> Request {
    request.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    request.headers.extend(value.map(|value| (name.into(), value.into())));
    request
}

pub fn text(answer: &Answer) -> String {
    match &answer.body {
        Body::Bytes(bytes) => String::from_utf8(bytes.clone()).unwrap(),
        other => panic!("no text: {other:?}"),
    }
}

pub fn json(answer: &Answer) -> Value {
    assert_eq!(header(answer, "content-type"), Some("application/json"));
    serde_json::from_str(&text(answer)).unwrap()
}

pub fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
}

/// Status and `error_message`.
pub fn fault(answer: &Answer) -> (u16, String) {
    let body = json(answer);
    (answer.status, body["error_message"].as_str().expect("an error_message").to_owned())
}

/// Asserts a failure whose text holds a word.
#[track_caller]
pub fn refused(answer: &Answer, status: u16, word: &str) {
    let (got, message) = fault(answer);
    assert_eq!(got, status, "{message}");
    assert!(message.contains(word), "{message:?} does not name {word:?}");
}

/// A PDF of one page with this content, in a font F1 whose characters stand for what `meanings` says of them.
pub fn pdf(content: &str, meanings: &[(u8, &str)]) -> Vec<u8> {
    let stream = |text: &str| format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len());
    let meanings: String = meanings
        .iter()
        .map(|(code, text)| {
            let text: String = text.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
            format!("1 beginbfchar <{code:02x}> <{text}> endbfchar\n")
        })
        .collect();
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        stream(content),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 6 0 R >>".to_owned(),
        stream(&format!("1 begincodespacerange <00> <ff> endcodespacerange\n{meanings}")),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(&objects) {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    file += &format!("xref\n0 7\n{table}trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF");
    file.into_bytes()
}
