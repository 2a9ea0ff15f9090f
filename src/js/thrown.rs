//! Reading thrown values. Anything can be thrown, from any realm, so they are read by their properties alone.

use js_sys::{Array, Reflect, Set};
use wasm_bindgen::prelude::*;

use super::object::peek;
use crate::core::connection::Clue;
use crate::core::secret::mask;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Array, js_name = from)]
    fn elements(value: &JsValue) -> Result<Array, JsValue>;
}

/// How deep a chain of causes is followed: a cause may be its own.
const DEPTH: usize = 8;

/// A thrown value in words: its message with those of its causes, or what it is.
pub fn describe(thrown: &JsValue) -> String {
    let messages: Vec<String> = chain(thrown).iter().filter_map(message).collect();
    if messages.is_empty() { "a value without a message was thrown".into() } else { messages.join(": ") }
}

/// What is to be known of why a fetch failed: see [`crate::core::connection`].
pub fn clues(thrown: &JsValue) -> Vec<Clue> {
    chain(thrown)
        .iter()
        .map(|link| Clue { code: peek(link, "code").as_string(), message: message(link).unwrap_or_default() })
        .collect()
}

/// The value itself, or, if a secret is anywhere in it, a copy of its name, message and code with that masked.
pub fn masked(thrown: &JsValue, secrets: &[&str]) -> JsValue {
    let shows = |text: &str| mask(text, secrets) != text;
    if secrets.is_empty() || !Search::new(&shows).finds(thrown) {
        return thrown.clone();
    }
    if let Some(text) = thrown.as_string() {
        return mask(&text, secrets).into();
    }
    let copy = js_sys::Error::new(&mask(&describe(thrown), secrets));
    copy.set_name(&mask(&peek(thrown, "name").as_string().unwrap_or_else(|| "Error".into()), secrets));
    if let Some(code) = peek(thrown, "code").as_string() {
        // A fresh Error has no setter that could refuse.
        let _ = js_sys::Reflect::set(&copy, &"code".into(), &mask(&code, secrets).into());
    }
    copy.into()
}

/// A search for texts in whatever hangs on a value.
struct Search<'a> {
    shows: &'a dyn Fn(&str) -> bool,
    seen: Set,
    /// How many values may still be looked at. What is larger than that is taken to show a secret.
    budget: u32,
}

impl<'a> Search<'a> {
    fn new(shows: &'a dyn Fn(&str) -> bool) -> Self {
        Self { shows, seen: Set::new(&JsValue::UNDEFINED), budget: 2_000 }
    }

    fn finds(&mut self, value: &JsValue) -> bool {
        let Some(budget) = self.budget.checked_sub(1) else { return true };
        self.budget = budget;
        if let Some(text) = value.as_string() {
            return (self.shows)(&text);
        }
        if !value.is_object() && !value.is_function() || self.seen.has(value) {
            return false;
        }
        self.seen.add(value);
        // What can not be looked at may hold anything.
        let Ok(keys) = Reflect::own_keys(value) else { return true };
        let inherited = ["name", "message", "stack", "cause"].map(JsValue::from);
        keys.iter().chain(inherited).any(|key| match Reflect::get(value, &key) {
            Ok(held) => self.finds(&key) || self.finds(&held),
            Err(_) => true,
        }) || self.finds_in_collection(value)
    }

    /// Maps, sets, headers and the like show what they hold to an iterator only.
    fn finds_in_collection(&mut self, value: &JsValue) -> bool {
        let tag = Reflect::get(value, &js_sys::Symbol::to_string_tag()).ok().and_then(|tag| tag.as_string());
        let is_collection = matches!(tag.as_deref(), Some("Map" | "Set" | "Headers" | "FormData" | "URLSearchParams"));
        is_collection && elements(value).map_or(true, |elements| elements.iter().any(|held| self.finds(&held)))
    }
}

fn message(thrown: &JsValue) -> Option<String> {
    thrown.as_string().or_else(|| peek(thrown, "message").as_string()).filter(|message| !message.is_empty())
}

/// The value and its causes, the outermost first.
fn chain(thrown: &JsValue) -> Vec<JsValue> {
    let next = |link: &JsValue| Some(peek(link, "cause")).filter(|cause| !cause.is_undefined() && !cause.is_null());
    std::iter::successors(Some(thrown.clone()), next).take(DEPTH).collect()
}
