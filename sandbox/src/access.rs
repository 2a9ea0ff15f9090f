//! Credentials, instance numbers, foreign origins.

use crate::request::Request;

/// Who may call.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// The only pair that is let in, id and secret; `None` lets in any pair that is not empty.
    pub credentials: Option<(String, String)>,
    /// The only instance numbers there are; `None` stands for all.
    pub instances: Option<Vec<u64>>,
    /// Origins whose pages may use `/_sandbox/` as those of its own may, for instance `http://localhost:3000`.
    pub origins: Vec<String>,
}

impl Access {
    /// Checks `X-WM-CLIENT-ID` and `X-WM-CLIENT-SECRET`.
    ///
    /// # Errors
    /// A text that names the fault, and never repeats what was sent.
    pub fn check_credentials(&self, request: &Request) -> Result<(), String> {
        let header = |name| request.header(name).filter(|value| !value.is_empty());
        let id = header("x-wm-client-id").ok_or("missing client id: X-WM-CLIENT-ID")?;
        let secret = header("x-wm-client-secret").ok_or("missing secret: X-WM-CLIENT-SECRET")?;
        match &self.credentials {
            Some((known_id, known_secret)) if id != known_id || secret != known_secret => {
                Err("invalid credentials: X-WM-CLIENT-ID, X-WM-CLIENT-SECRET".to_owned())
            }
            _ => Ok(()),
        }
    }

    /// Reads an instance number: an integer from 1 to the largest that JSON carries exactly, without leading zeros.
    ///
    /// # Errors
    /// A text that names the fault.
    pub fn instance(&self, segment: &str) -> Result<u64, String> {
        const LARGEST: u64 = (1 << 53) - 1;
        let digits = segment.bytes().all(|digit| digit.is_ascii_digit()) && !segment.starts_with('0');
        segment
            .parse()
            .ok()
            .filter(|number| digits && *number <= LARGEST)
            .filter(|number| self.instances.as_ref().is_none_or(|known| known.contains(number)))
            .ok_or_else(|| "invalid instance number".to_owned())
    }

    /// Whose page sends this.
    pub fn sender<'a>(&self, request: &'a Request) -> Sender<'a> {
        match request.header("origin") {
            None => Sender::Own,
            Some(origin) if origin.eq_ignore_ascii_case(request.origin()) => Sender::Own,
            Some(origin) if self.origins.iter().any(|known| known == origin) => Sender::Named(origin),
            Some(_) => Sender::Foreign,
        }
    }
}

/// Whose page sends a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender<'a> {
    /// One of the sandbox's own origin, or what is no page.
    Own,
    /// One of an origin that may use `/_sandbox/`, which is this one.
    Named(&'a str),
    /// Any other.
    Foreign,
}

/// Checks that a body claims to be JSON in UTF-8.
///
/// # Errors
/// A text that names the fault.
pub fn check_content_type(request: &Request) -> Result<(), String> {
    let value = request.header("content-type").unwrap_or_default().to_ascii_lowercase();
    let mut parts = value.split(';').map(str::trim);
    let json = parts.next() == Some("application/json");
    let utf8 = parts.filter_map(|part| part.strip_prefix("charset=")).all(|set| set.trim_matches('"') == "utf-8");
    if json && utf8 { Ok(()) } else { Err("no JSON data: Content-Type must be application/json in UTF-8".to_owned()) }
}
