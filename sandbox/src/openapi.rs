//! `/_sandbox/openapi.json`: what the sandbox serves, in OpenAPI 3.1.
//!
//! The API's calls, and the fields of every body, are told from the tables that they are served by. What stands beside
//! them is written down in `openapi.json`.

use crate::fields::{Field, NUMBER};
use crate::inbound;
use crate::routes::{Action, Call, ROUTES, Route};
use serde_json::{Map, Value, json};

/// All but the API's calls and the fields of bodies.
const REST: &str = include_str!("openapi.json");

/// The description.
pub fn document() -> Value {
    let mut document: Value = serde_json::from_str(REST).unwrap_or_default();
    put(&mut document, "/info", "version", env!("CARGO_PKG_VERSION").into());
    for route in ROUTES {
        if let Action::Api(call) = &route.action {
            put(&mut document, "/paths", route.pattern, json!({ route.method.to_lowercase(): operation(route, call) }));
        }
    }
    put(&mut document, "/paths/~1_sandbox~1inbound/post", "requestBody", request_body(inbound::FIELDS));
    document
}

fn put(document: &mut Value, pointer: &str, key: &str, value: Value) {
    if let Some(Value::Object(members)) = document.pointer_mut(pointer) {
        members.insert(key.to_owned(), value);
    }
}

fn operation(route: &Route, call: &Call) -> Value {
    let names: Vec<&str> = route.pattern.split('/').skip(2).filter(|part| *part != "message").collect();
    let words: Vec<&str> = names.iter().copied().filter(|part| !part.starts_with('{')).collect();
    let parameters: Vec<Value> = parameters(route, call).map(|name| reference("parameters", name)).collect();
    let mut operation = json!({
        "operationId": words.join("-"),
        "summary": summary(call),
        "tags": words.first(),
        "parameters": parameters,
        "responses": responses(call),
    });
    if call.asks_for_credentials() {
        put(&mut operation, "", "security", json!([{ "clientId": [], "clientSecret": [] }]));
    }
    if let Call::Send(_, _, fields) | Call::Translate(fields) = call {
        put(&mut operation, "", "requestBody", request_body(fields));
    }
    operation
}

fn parameters<'a>(route: &'a Route, call: &Call) -> impl Iterator<Item = &'a str> {
    let url = matches!(call, Call::Extract | Call::Submit).then_some("url");
    let segment = route.pattern.split_once('{').and_then(|(_, rest)| rest.split_once('}'));
    segment.map(|(name, _)| name).into_iter().chain(url)
}

fn summary(call: &Call) -> String {
    match call {
        Call::Send(service, kind, fields) => {
            let to = if fields.contains(&NUMBER) { "a person" } else { "a group" };
            format!("{kind:?} by {service:?}, to {to}")
        }
        Call::Translate(_) => "Translate a text".to_owned(),
        Call::SupportedCodes => "The languages there are".to_owned(),
        Call::Extract => "The text of a PDF, at once".to_owned(),
        Call::Submit => "The text of a PDF, as a job".to_owned(),
        Call::Check => "How far a job is".to_owned(),
        Call::RetrieveText => "The text of a job".to_owned(),
    }
}

fn responses(call: &Call) -> Value {
    let answer = match call {
        Call::Send(..) => "Queued",
        Call::Translate(_) | Call::Extract => "Text",
        Call::SupportedCodes => "Languages",
        Call::Submit | Call::Check => "Job",
        Call::RetrieveText => "TextOrJob",
    };
    let faults: &[&str] = match call {
        Call::Send(..) | Call::Translate(_) => &["400", "401", "413"],
        Call::SupportedCodes | Call::Check => &["400"],
        Call::Extract => &["400", "401", "500"],
        Call::Submit => &["400", "401"],
        Call::RetrieveText => &["400", "500"],
    };
    let refused = faults.iter().map(|status| (*status, reference("responses", "Refused")));
    std::iter::once(("200", reference("responses", answer)))
        .chain(refused)
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

fn request_body(fields: &[Field]) -> Value {
    let properties: Map<String, Value> = fields.iter().map(|field| (field.name().to_owned(), field.schema())).collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.is_required()).map(Field::name).collect();
    let schema =
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    json!({ "required": true, "content": { "application/json": { "schema": schema } } })
}

fn reference(kind: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{kind}/{name}") })
}
