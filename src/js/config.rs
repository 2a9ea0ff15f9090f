//! The configuration of a client, read and checked once.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::body::Form;
use super::error::Failure;
use super::host::{self, Host};
use super::object::{Object, expected};
use crate::core::fault::Invalid;
use crate::core::retry::Policy;

/// Where the API is.
const API: &str = "https://api.whatsmate.net";

/// The keys of a configuration.
pub const KEYS: [&str; 14] = [
    "clientId",
    "clientSecret",
    "baseUrl",
    "headers",
    "timeout",
    "deadline",
    "maxRetries",
    "retryUnknown",
    "maxConcurrency",
    "enforceLimits",
    "fetch",
    "onEvent",
    "allowInsecureHttp",
    "dangerouslyAllowBrowser",
];

/// A checked configuration.
pub struct Config {
    /// The base URL, without a slash at its end.
    pub base: String,
    /// What the API is told of us.
    pub identity: Identity,
    /// The bound of one attempt in ms, where one was given.
    pub timeout: Option<f64>,
    /// The bound of a whole call in ms, where one was given.
    pub deadline: Option<f64>,
    /// When an attempt is followed by another.
    pub policy: Policy,
    /// How many calls may be under way at once.
    pub max_concurrency: u32,
    /// Whether the documented limits are checked.
    pub enforce_limits: bool,
    /// A fetch to use in place of the global one.
    pub fetch: Option<Function>,
    /// Who is told of requests, responses and retries.
    pub on_event: Option<Function>,
    /// What runs us.
    pub host: Host,
}

/// What the API is told of us.
pub enum Identity {
    /// The API's own credentials.
    Credentials {
        /// `X-WM-CLIENT-ID`.
        id: String,
        /// `X-WM-CLIENT-SECRET`.
        secret: String,
    },
    /// A relay adds the credentials; the function gives what the relay itself asks for.
    Relay(Option<Function>),
}

impl Config {
    /// Reads a configuration; `more` are further keys that belong to the class and not to it.
    ///
    /// # Errors
    /// Names the first option at fault, as `config.…`.
    pub fn read(value: &JsValue, more: &[&str]) -> Result<Self, Failure> {
        let empty = js_sys::Object::new().into();
        let value = if value.is_undefined() { &empty } else { value };
        let known: Vec<&str> = KEYS.iter().chain(more).copied().collect();
        let config = Object::new(value, "config.", &known)?;
        let host = Host::detect();

        let given_base = match config.get("baseUrl")? {
            Some(url) => Some(match host::url_href(&url).or_else(|| url.as_string()) {
                Some(url) => url,
                None => return Err(expected("config.baseUrl", "a string or a URL", &url).into()),
            }),
            None => host.variable("WHATSMATE_BASE_URL"),
        };
        let base = Base::parse(given_base.as_deref().unwrap_or(API))?;
        let allow_http = config.boolean("allowInsecureHttp")?.unwrap_or(false);
        if !base.is_secure() && !allow_http {
            let message = "http would carry everything in clear text: use https, or set allowInsecureHttp: true";
            return Err(Invalid::new("config.baseUrl", message.into()).into());
        }
        let identity = identity(&config, host, given_base.is_some())?;
        let allowed = config.boolean("dangerouslyAllowBrowser")?.unwrap_or(false);
        if let Identity::Credentials { .. } = identity
            && host == Host::Page
            && !base.is_loopback()
            && !allowed
        {
            let message = "whoever opens this page could read the secret: leave the credentials to a relay on your own \
                           server and give its address as baseUrl, or, if nobody else can open the page, \
                           set dangerouslyAllowBrowser: true";
            return Err(Invalid::new("config.clientSecret", message.into()).into());
        }
        Ok(Self {
            base: base.text,
            identity,
            timeout: config.millis("timeout")?,
            deadline: config.millis("deadline")?,
            policy: Policy {
                max_retries: config.count("maxRetries", 0)?.unwrap_or(2),
                retry_unknown: config.boolean("retryUnknown")?.unwrap_or(false),
            },
            max_concurrency: config.count("maxConcurrency", 1)?.unwrap_or(32),
            enforce_limits: config.boolean("enforceLimits")?.unwrap_or(true),
            fetch: config.function("fetch")?,
            on_event: config.function("onEvent")?,
            host,
        })
    }

    /// In which forms a body may be. A fetch of the caller's takes what every fetch takes.
    pub fn form(&self) -> Form {
        match self.host {
            Host::Deno => Form::OnlyBlob,
            Host::Node | Host::Bun if self.fetch.is_none() => Form::Stream { even_small: self.host == Host::Node },
            _ => Form::Blob,
        }
    }

    /// What must never be shown.
    pub fn secrets(&self) -> Vec<&str> {
        match &self.identity {
            Identity::Credentials { id, secret } => vec![id, secret],
            Identity::Relay(_) => Vec::new(),
        }
    }
}

fn identity(config: &Object<'_>, host: Host, has_base: bool) -> Result<Identity, Failure> {
    let mut id = config.string("clientId")?;
    let mut secret = config.string("clientSecret")?;
    let headers = config.function("headers")?;
    if headers.is_some() && (id.is_some() || secret.is_some()) {
        let message = "is for a relay, which has the credentials: give either headers or credentials";
        return Err(Invalid::new("config.headers", message.into()).into());
    }
    // As a pair, and not for a relay that asks for headers of its own: credentials are not for its eyes.
    let is_given = id.is_some() || secret.is_some();
    if !is_given && headers.is_none() {
        id = host.variable("WHATSMATE_CLIENT_ID");
        secret = host.variable("WHATSMATE_CLIENT_SECRET");
    }
    match (id, secret) {
        (Some(id), Some(secret)) => {
            check_credential("config.clientId", &id)?;
            check_credential("config.clientSecret", &secret)?;
            Ok(Identity::Credentials { id, secret })
        }
        (None, None) if has_base => Ok(Identity::Relay(headers)),
        (None, _) => Err(missing_credential("config.clientId", "WHATSMATE_CLIENT_ID", is_given)),
        (_, None) => Err(missing_credential("config.clientSecret", "WHATSMATE_CLIENT_SECRET", is_given)),
    }
}

fn missing_credential(field: &str, variable: &str, is_other_given: bool) -> Failure {
    let message = match is_other_given {
        true => {
            "is required, but nothing was given: the environment is read only if neither credential is given".into()
        }
        false => format!("is required, but nothing was given, nor is there a variable {variable} in the environment"),
    };
    Invalid::new(field, message).into()
}

/// Whether a credential can stand in a header. Its own text is not in the error.
fn check_credential(field: &str, text: &str) -> Result<(), Invalid> {
    let invalid = |message: &str| Err(Invalid::new(field, message.into()));
    match text {
        _ if text.trim().is_empty() => invalid("must not be empty"),
        _ if text.chars().any(char::is_control) => invalid("holds a control character, such as a new line"),
        _ if text.chars().any(|letter| u32::from(letter) > 0xFF) => {
            invalid("holds a letter that a header can not carry; only Latin-1 is allowed")
        }
        _ => Ok(()),
    }
}

/// A base URL that was taken apart.
struct Base {
    text: String,
    is_https: bool,
    host: String,
}

impl Base {
    fn parse(given: &str) -> Result<Self, Invalid> {
        let invalid = |message: &str| Invalid::new("config.baseUrl", message.to_owned());
        let parsed = web_sys::Url::new(given).or_else(|thrown| match host::base_address() {
            Some(base) => web_sys::Url::new_with_base(given, &base),
            None => Err(thrown),
        });
        let url = parsed.map_err(|_| invalid("is no URL: it has to begin with https:// or http://"))?;
        if !matches!(url.protocol().as_str(), "http:" | "https:") {
            return Err(invalid("must be an http or https URL, and begin with https:// or http://"));
        }
        if !url.username().is_empty() || !url.password().is_empty() {
            return Err(invalid("must not hold a user name or password"));
        }
        if given.contains(['?', '#']) {
            return Err(invalid("must not have a query or a fragment"));
        }
        let text = format!("{}{}", url.origin(), url.pathname().trim_end_matches('/'));
        Ok(Self { text, is_https: url.protocol() == "https:", host: url.hostname() })
    }

    fn is_loopback(&self) -> bool {
        let host = self.host.as_str();
        let is_ipv4 = || host.split('.').all(|part| part.parse::<u8>().is_ok());
        host == "localhost"
            || host.ends_with(".localhost")
            || host == "[::1]"
            || (host.starts_with("127.") && is_ipv4())
    }

    fn is_secure(&self) -> bool {
        self.is_https || self.is_loopback()
    }
}
