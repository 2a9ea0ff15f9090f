use crate::support::{Bench, header, json, text};
use serde_json::json;
use whatsmate_sandbox::translate::{LANGUAGES, name};

#[test]
fn a_translation_is_marked() {
    let body = json!({ "fromLang": "en", "toLang": "es", "text": "Hello \"you\"" });
    let answer = Bench::new().post("/v1/translation/translate", &body);
    assert_eq!((answer.status, text(&answer)), (200, "[es] Hello \"you\"".to_owned()));
    assert_eq!(header(&answer, "content-type"), Some("text/plain; charset=utf-8"));
}

#[test]
fn the_codes_are_an_object_from_code_to_name() {
    let codes = json(&Bench::new().get("/v1/translation/supported-codes"));
    assert_eq!(codes.as_object().unwrap().len(), LANGUAGES.len());
    assert_eq!((&codes["en"], &codes["zh-TW"]), (&json!("English"), &json!("Chinese (Traditional)")));
    assert_eq!((name("zh-CN"), name("zh-cn"), name("")), (Some("Chinese (Simplified)"), None, None));
}
