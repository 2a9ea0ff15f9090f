//! Messages from outside: what the gateway of an Enterprise account posts to a URL of the user's.

use crate::access;
use crate::fields::{self, Field, GATEWAY_NUMBER, INBOUND_MESSAGE, INSTANCE_ID, NUMBER, TOKEN, TYPE, URL};
use crate::request::Request;
use crate::{json, pdf};
use serde::Serialize;

/// A message to bring to a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Where it goes: `http` or `https`.
    pub url: String,
    /// JSON to post.
    pub body: String,
}

/// The gateway's JSON; every value is a string.
#[derive(Serialize)]
struct Inbound<'a> {
    token: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    instance_id: &'a str,
    gateway_number: &'a str,
    number: &'a str,
    message: &'a str,
}

/// What is taken; what is optional has a default.
pub const FIELDS: &[Field] = &[URL, TOKEN, TYPE, INSTANCE_ID, GATEWAY_NUMBER, NUMBER, INBOUND_MESSAGE];

/// Reads what `POST /_sandbox/inbound` was sent.
///
/// # Errors
/// A text that begins with the name of the faulty field.
pub fn read(request: &Request) -> Result<Delivery, String> {
    access::check_content_type(request)?;
    let received = fields::check(json::parse(request.body.as_deref().unwrap_or_default())?, FIELDS)?;
    let or = |field, default| Some(received.text(field)).filter(|text| !text.is_empty()).unwrap_or(default);
    let inbound = Inbound {
        token: received.text(&TOKEN),
        kind: or(&TYPE, "individual"),
        instance_id: or(&INSTANCE_ID, "1"),
        gateway_number: or(&GATEWAY_NUMBER, "12025550100"),
        number: received.text(&NUMBER),
        message: received.text(&INBOUND_MESSAGE),
    };
    let url = received.text(&URL).to_owned();
    pdf::check_url(&url)?;
    Ok(Delivery { url, body: serde_json::to_string(&inbound).unwrap_or_default() })
}
