//! What runs us, as far as it makes a difference.

use js_sys::global;
use wasm_bindgen::prelude::*;

use super::object::{peek, peek_method};

/// A kind of runtime that needs something done in a way of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// A page or a worker of one: whoever looks at it can read a secret.
    Page,
    /// Sends a request again by itself when a connection drops, unless its body is a Blob or a stream.
    Deno,
    /// Sends a GET again by itself when a kept connection drops.
    Bun,
    /// Refuses `cache: "no-store"` by its compatibility date.
    Workerd,
    /// Node itself, not what gives itself out for it.
    Node,
    /// Everything else that is no page.
    Server,
}

impl Host {
    /// The runtime we are in.
    pub fn detect() -> Self {
        let global = global();
        let has = |name| !peek(&global, name).is_undefined();
        let agent = peek(&peek(&global, "navigator"), "userAgent").as_string();
        if has("Deno") {
            Self::Deno
        } else if has("Bun") {
            Self::Bun
        } else if agent.as_deref() == Some("Cloudflare-Workers") {
            Self::Workerd
        } else if has("document") || has("WorkerGlobalScope") {
            Self::Page
        } else if peek(&peek(&peek(&global, "process"), "versions"), "node").is_string() {
            Self::Node
        } else {
            Self::Server
        }
    }

    /// A variable of the environment, where there is one that may be read without a question to the user.
    pub fn variable(self, name: &str) -> Option<String> {
        let value = match self {
            Self::Page => None,
            Self::Deno => deno_variable(name),
            Self::Workerd | Self::Bun | Self::Node | Self::Server => {
                peek(&peek(&peek(&global(), "process"), "env"), name).as_string()
            }
        };
        value.filter(|value| !value.is_empty())
    }
}

fn deno_variable(name: &str) -> Option<String> {
    let deno = peek(&global(), "Deno");
    let permissions = peek(&deno, "permissions");
    let query = js_sys::Object::new();
    for (key, value) in [("name", "env"), ("variable", name)] {
        // A fresh object has no setter that could refuse.
        let _ = js_sys::Reflect::set(&query, &key.into(), &value.into());
    }
    let status = peek_method(&permissions, "querySync")?.call1(&permissions, &query).ok()?;
    if peek(&status, "state").as_string()? != "granted" {
        return None;
    }
    let env = peek(&deno, "env");
    peek_method(&env, "get")?.call1(&env, &name.into()).ok()?.as_string()
}

/// What a relative address is relative to: a page's or worker's own.
pub fn base_address() -> Option<String> {
    let global = global();
    let document = peek(&peek(&global, "document"), "baseURI").as_string();
    document.or_else(|| peek(&peek(&global, "location"), "href").as_string())
}

/// The text of a URL object of any realm.
pub fn url_href(value: &JsValue) -> Option<String> {
    let is_url = value.is_object() && peek(value, "searchParams").is_object() && peek(value, "protocol").is_string();
    is_url.then(|| peek(value, "href").as_string()).flatten()
}

/// A text that nobody else has.
pub fn random_id() -> String {
    let crypto = peek(&global(), "crypto");
    // Missing in pages that came over plain http; chance alone is enough there, since nothing secret hangs on it.
    let uuid = peek_method(&crypto, "randomUUID").and_then(|method| method.call0(&crypto).ok()?.as_string());
    uuid.unwrap_or_else(|| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bits are what is wanted")]
        let random = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
        format!("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random())
    })
}
