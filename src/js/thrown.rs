//! Reading thrown values. Anything can be thrown, from any realm, so they are read by their properties alone.

use js_sys::{Function, JsString, Reflect, Set};
use wasm_bindgen::prelude::*;

use super::object::{glimpse, is_view, peek, peek_method};
use crate::core::connection::Clue;
use crate::core::secret::mask;

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
        .map(|link| Clue { code: glimpse(&peek(link, "code")), message: message(link).unwrap_or_default() })
        .collect()
}

/// The value itself, or, if a secret is anywhere in it, a copy of its name, message and code with that masked.
pub fn masked(thrown: &JsValue, secrets: &[&str]) -> JsValue {
    let shows = |text: &str| mask(text, secrets) != text;
    if secrets.is_empty() || !Search::new(&shows).finds(thrown) {
        return thrown.clone();
    }
    if let Some(text) = glimpse(thrown) {
        return mask(&text, secrets).into();
    }
    let copy = js_sys::Error::new(&mask(&describe(thrown), secrets));
    copy.set_name(&mask(&glimpse(&peek(thrown, "name")).unwrap_or_else(|| "Error".into()), secrets));
    if let Some(code) = glimpse(&peek(thrown, "code")) {
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
        if let Some(text) = glimpse(value) {
            let is_whole = value.unchecked_ref::<JsString>().length() as usize <= text.encode_utf16().count();
            return !is_whole || (self.shows)(&text);
        }
        // Bytes show no text, and have as many keys as there are bytes.
        if !value.is_object() && !value.is_function() || is_view(value) || self.seen.has(value) {
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
        if !is_collection {
            return false;
        }
        let iterator = Reflect::get(value, &js_sys::Symbol::iterator()).ok().filter(JsValue::is_function);
        let Some(Ok(iterator)) = iterator.map(|method| method.unchecked_ref::<Function>().call0(value)) else {
            return true;
        };
        let Some(next) = peek_method(&iterator, "next") else { return true };
        loop {
            match next.call0(&iterator) {
                Ok(step) if peek(&step, "done").is_truthy() => return false,
                // The budget ends an iterator that does not end by itself.
                Ok(step) if !self.finds(&peek(&step, "value")) => {}
                _ => return true,
            }
        }
    }
}

fn message(thrown: &JsValue) -> Option<String> {
    glimpse(thrown).or_else(|| glimpse(&peek(thrown, "message"))).filter(|message| !message.is_empty())
}

/// The value and its causes, the outermost first.
fn chain(thrown: &JsValue) -> Vec<JsValue> {
    let next = |link: &JsValue| Some(peek(link, "cause")).filter(|cause| !cause.is_undefined() && !cause.is_null());
    std::iter::successors(Some(thrown.clone()), next).take(DEPTH).collect()
}
