//! What differs from host to host: pages, variables of the environment, the global fetch. Each test decides by what the
//! global object has.

use js_sys::{Reflect, global};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use whatsmate::js::{PdfToText, Telegram, Translation, WhatsApp, WhatsMate};

use crate::support::engine::json_answer;
use crate::support::outcome::{refused_now, success};
use crate::support::realm::is_page;
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, get, object, set, with};
use crate::support::{CLIENT_ID, CLIENT_SECRET, NUMBER, QUEUED};

const VARIABLES: [&str; 3] = ["WHATSMATE_CLIENT_ID", "WHATSMATE_CLIENT_SECRET", "WHATSMATE_BASE_URL"];

/// The variables of the environment, where there are some.
fn environment() -> Option<JsValue> {
    let process = get(&global(), "process");
    process.is_object().then(|| get(&process, "env"))
}

/// Takes away the variables that would give what a test leaves out.
pub fn without_variables() {
    for name in VARIABLES {
        environment().map(|env| Reflect::delete_property(env.unchecked_ref::<js_sys::Object>(), &name.into()));
    }
}

/// A client's configuration for the API itself, which is not loopback.
fn remote(more: &JsValue) -> JsValue {
    without_variables();
    with(&object! { "clientId": CLIENT_ID, "clientSecret": CLIENT_SECRET }, more)
}

#[wasm_bindgen_test]
fn a_page_may_have_no_secret_for_a_remote_host() {
    for more in [object! {}, object! { "baseUrl": "https://enterprise.whatsmate.net" }] {
        let (alone, gateway) = (remote(&more), remote(&with(&more, &object! { "instance": 3 })));
        let made = [
            WhatsMate::new(&alone).err(),
            Translation::new(&alone).err(),
            PdfToText::new(&alone).err(),
            WhatsApp::new(&gateway).err(),
            Telegram::new(&gateway).err(),
        ];
        for error in made {
            match error {
                Some(error) => {
                    assert!(is_page(), "refused where there is no page: {error:?}");
                    let message = crate::support::outcome::refusal(&error, "config.clientSecret");
                    assert!(message.contains("relay"), "{message}");
                    assert!(message.contains("dangerouslyAllowBrowser: true"), "{message}");
                    assert!(!message.contains(CLIENT_SECRET), "{message}");
                }
                None => assert!(!is_page(), "a page was given a secret"),
            }
        }
    }
}

#[wasm_bindgen_test]
fn a_page_may_have_a_secret_if_it_says_so_or_for_its_own_machine() {
    assert!(WhatsMate::new(&remote(&object! { "dangerouslyAllowBrowser": true })).is_ok());
    for base in ["http://127.0.0.1:9470", "http://localhost:9470/x", "http://[::1]:9470"] {
        assert!(WhatsMate::new(&remote(&object! { "baseUrl": base })).is_ok(), "{base}");
    }
}

#[wasm_bindgen_test]
fn a_page_may_have_a_relay_without_a_secret() {
    without_variables();
    assert!(WhatsMate::new(&object! { "baseUrl": "https://relay.example.com" }).is_ok());
}

#[wasm_bindgen_test]
async fn credentials_of_the_environment_are_used_as_a_pair_where_there_is_one() {
    without_variables();
    let Some(env) = environment() else {
        refused_now(WhatsMate::new(UNDEFINED), "config.clientId");
        return;
    };
    let recorder = Recorder::queued();
    for (name, value) in VARIABLES.iter().zip([CLIENT_ID, CLIENT_SECRET, "http://127.0.0.1:8/from-env"]) {
        set(&env, name, &value.into());
    }
    let whatsapp = WhatsApp::new(&object! { "fetch": &recorder.fetch, "instance": 3 });
    let half = WhatsApp::new(&object! { "fetch": &recorder.fetch, "instance": 3, "clientId": "other@example.com" });
    without_variables();
    success(whatsapp.unwrap().send_text(&object! { "number": NUMBER, "message": "Hi" }, UNDEFINED)).await;
    let sent = recorder.only();
    assert_eq!(sent.url, "http://127.0.0.1:8/from-env/v3/whatsapp/single/text/message/3");
    assert_eq!(sent.header("x-wm-client-id").as_deref(), Some(CLIENT_ID));
    assert_eq!(sent.header("x-wm-client-secret").as_deref(), Some(CLIENT_SECRET));
    refused_now(half, "config.clientSecret");
}

#[wasm_bindgen_test]
async fn the_global_fetch_is_looked_up_at_each_call() {
    let global = global();
    let real = get(&global, "fetch");
    let (first, second) = (Recorder::queued(), Recorder::new(|_| Ok(json_answer(200, QUEUED))));
    let whatsapp = first.whatsapp_with(&object! { "fetch": JsValue::UNDEFINED });
    for recorder in [&first, &second] {
        set(&global, "fetch", &recorder.fetch);
        let call = whatsapp.send_text(&object! { "number": NUMBER, "message": "Hi" }, UNDEFINED);
        let outcome = crate::support::outcome::settle(call).await;
        set(&global, "fetch", &real);
        outcome.expect("an answer of the fetch that is there now");
    }
    assert_eq!([first.count(), second.count()], [1, 1]);
}
