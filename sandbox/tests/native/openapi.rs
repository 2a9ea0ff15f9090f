use crate::support::{Bench, json};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use whatsmate_sandbox::openapi::document;
use whatsmate_sandbox::routes::ROUTES;

/// Method and pattern of every operation, and the operation.
fn operations(document: &Value) -> Vec<(String, &Value)> {
    let methods = |(path, item): (&String, &'_ Value)| {
        let path = path.clone();
        item.as_object().unwrap().keys().map(move |method| (path.clone(), method.clone())).collect::<Vec<_>>()
    };
    let paths = document["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(methods);
    all.map(|(path, method)| (format!("{} {path}", method.to_uppercase()), &document["paths"][&path][&method]))
        .collect()
}

/// All values that stand under `$ref`.
fn references(value: &Value) -> Vec<String> {
    let inner: Vec<&Value> = match value {
        Value::Object(members) => members.values().collect(),
        Value::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    let own = value["$ref"].as_str().map(str::to_owned);
    own.into_iter().chain(inner.into_iter().flat_map(references)).collect()
}

#[test]
fn it_tells_of_every_route_and_of_no_other() {
    let document = document();
    let told: BTreeSet<String> = operations(&document).into_iter().map(|(name, _)| name).collect();
    let served: BTreeSet<String> = ROUTES.iter().map(|route| route.describe()).collect();
    assert_eq!(told, served);
}

#[test]
fn every_reference_leads_somewhere_and_every_name_is_used_once() {
    let document = document();
    for reference in references(&document) {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
    let operations = operations(&document);
    let ids: BTreeSet<&str> = operations.iter().map(|(_, told)| told["operationId"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), operations.len());
}

#[test]
fn what_stands_in_a_path_is_told() {
    let document = document();
    for (name, told) in operations(&document) {
        let expected: Vec<&str> = name.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        let parameters = told["parameters"].as_array().cloned().unwrap_or_default();
        let resolved = parameters.iter().map(|each| {
            &document["components"]["parameters"][each["$ref"].as_str().unwrap().rsplit('/').next().unwrap()]
        });
        let named: Vec<&str> =
            resolved.filter(|each| each["in"] == "path").filter_map(|each| each["name"].as_str()).collect();
        assert_eq!(named, expected, "{name}");
    }
}

#[test]
fn a_call_is_told_with_its_fields_and_who_may_make_it() {
    let document = document();
    let call = &document["paths"]["/v3/whatsapp/group/image/message/{instance}"]["post"];
    assert_eq!(call["summary"], "Image by WhatsApp, to a group");
    assert_eq!(call["operationId"], "whatsapp-group-image");
    let body = &call["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(body["required"], json!(["group_name", "image"]));
    assert_eq!(body["properties"]["group_name"], json!({ "type": "string", "minLength": 1, "maxLength": 150 }));
    assert_eq!(body["properties"]["caption"], json!({ "type": ["string", "null"], "maxLength": 250 }));
    let open: Vec<String> = operations(&document)
        .into_iter()
        .filter(|(_, told)| told["security"].is_null())
        .map(|(name, _)| name)
        .collect();
    let open: Vec<&str> = open.iter().map(String::as_str).filter(|name| name.contains("/v")).collect();
    let expected = [
        "GET /v1/pdf/job/check/{jobId}",
        "GET /v1/pdf/job/retrieve_text/{jobId}",
        "GET /v1/translation/supported-codes",
    ];
    assert_eq!(open, expected);
}

#[test]
fn it_is_served() {
    let served = json(&Bench::new().get("/_sandbox/openapi.json"));
    assert_eq!(served, document());
    assert_eq!((&served["openapi"], &served["info"]["version"]), (&json!("3.1.0"), &json!(env!("CARGO_PKG_VERSION"))));
}
