//! What comes in, and the moment it comes in at.

/// The largest body that is looked at, in bytes: 9 MiB of base64, and a third more for a sender whose JSON escapes
/// each `/` as `\/`.
pub const BODY_LIMIT: usize = 12 << 20;

/// One HTTP request.
#[derive(Debug, Clone)]
pub struct Request {
    /// The method, in capitals.
    pub method: String,
    /// The absolute URL.
    pub url: String,
    /// Names and values, as they came. Of headers that repeat, the first one counts.
    pub headers: Vec<(String, String)>,
    /// The body, or `None` where it was longer than [`BODY_LIMIT`] and was not read to its end.
    pub body: Option<Vec<u8>>,
}

impl Request {
    /// The value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// Scheme and host, for instance `http://127.0.0.1:9470`.
    pub fn origin(&self) -> &str {
        self.url.strip_suffix(self.target()).unwrap_or_default()
    }

    /// The path, as it was sent: not decoded.
    pub fn path(&self) -> &str {
        let target = self.target();
        target.split(['?', '#']).next().unwrap_or_default()
    }

    /// What stands behind the `?`, not decoded; empty where there is none.
    pub fn query(&self) -> &str {
        let target = self.target().split('#').next().unwrap_or_default();
        target.split_once('?').map(|(_, query)| query).unwrap_or_default()
    }

    /// All that follows the host.
    fn target(&self) -> &str {
        let rest = match self.url.split_once("://") {
            Some((_, rest)) => rest,
            None => &self.url,
        };
        let start = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        rest.get(start..).unwrap_or_default()
    }
}

/// What a request can not know by itself: given from outside, so that a test can repeat it.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// Milliseconds since 1970.
    pub millis: u64,
    /// 128 random bits, the source of the one id that a request may need.
    pub random: u128,
}

impl Moment {
    /// A UUID of version 4, made of the moment's randomness.
    pub fn uuid(&self) -> String {
        const VERSION: u128 = 0x4000 << 64;
        const VARIANT: u128 = 0x8000 << 48;
        const FREE: u128 = !((0xf000 << 64) | (0xc000 << 48));
        let [a, b, c, d, e, f, rest @ ..] = ((self.random & FREE) | VERSION | VARIANT).to_be_bytes();
        let hex = |bytes: &[u8]| -> String { bytes.iter().map(|byte| format!("{byte:02x}")).collect() };
        let [g, h, i, j, node @ ..] = rest;
        [&[a, b, c, d][..], &[e, f], &[g, h], &[i, j], &node].map(hex).join("-")
    }

    /// The moment as ISO 8601 in UTC, for instance `2026-11-22T09:00:00.000Z`.
    pub fn iso(&self) -> String {
        let since = std::time::Duration::from_millis(self.millis);
        std::time::UNIX_EPOCH
            .checked_add(since)
            .map(|time| humantime::format_rfc3339_millis(time).to_string())
            .unwrap_or_default()
    }

    /// Reads what [`Moment::iso`] wrote; the randomness, which was used up, is gone.
    pub fn from_iso(text: &str) -> Option<Self> {
        let since = humantime::parse_rfc3339(text).ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
        Some(Self { millis: since.as_millis().try_into().ok()?, random: 0 })
    }
}
