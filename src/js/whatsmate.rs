//! The client as a whole.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::client::Client;
use super::error::{Context, Failure};
use super::object::{expected, printed};
use super::pdf::PdfToText;
use super::telegram::Telegram;
use super::translation::Translation;
use super::whatsapp::WhatsApp;
use crate::core::fault::Invalid;

/// One account: its messengers, translation and PDF-to-text, which share a limit of calls under way at once.
#[wasm_bindgen]
pub struct WhatsMate(Rc<Client>);

#[wasm_bindgen]
impl WhatsMate {
    /// Makes a client. Throws an InvalidInputError if the configuration is at fault.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue) -> Result<WhatsMate, JsValue> {
        Client::new(config, &[]).map(Self)
    }

    /// The WhatsApp gateway of that number. Throws an InvalidInputError unless it is a safe integer of 1 or more.
    pub fn whatsapp(&self, instance: &JsValue) -> Result<WhatsApp, JsValue> {
        Ok(WhatsApp { client: Rc::clone(&self.0), instance: check_instance(instance, "instance")? })
    }

    /// The Telegram gateway of that number. Throws likewise.
    pub fn telegram(&self, instance: &JsValue) -> Result<Telegram, JsValue> {
        Ok(Telegram { client: Rc::clone(&self.0), instance: check_instance(instance, "instance")? })
    }

    /// Translation.
    #[wasm_bindgen(getter)]
    pub fn translation(&self) -> Translation {
        Translation(Rc::clone(&self.0))
    }

    /// PDF to text.
    #[wasm_bindgen(getter)]
    pub fn pdf(&self) -> PdfToText {
        PdfToText(Rc::clone(&self.0))
    }
}

/// A gateway's number.
///
/// # Errors
/// What is to be thrown, if it is none.
pub fn check_instance(value: &JsValue, field: &str) -> Result<u64, JsValue> {
    const WHAT: &str = "a gateway's number, a whole number of 1 or more";
    let invalid = match value.as_f64() {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked in the guard")]
        Some(number) if number.fract() == 0.0 && (1.0..=js_sys::Number::MAX_SAFE_INTEGER).contains(&number) => {
            return Ok(number as u64);
        }
        Some(number) => Invalid::new(field, format!("must be {WHAT}, but is {}", printed(number))),
        None => expected(field, WHAT, value),
    };
    Err(Failure::from(invalid).to_js(&Context::default()))
}

/// Makes a class that stands alone: its own client, and the gateway's number from the configuration.
///
/// # Errors
/// What is to be thrown, if the configuration is at fault.
pub fn gateway(config: &JsValue) -> Result<(Rc<Client>, u64), JsValue> {
    let client = Client::new(config, &["instance"])?;
    let instance = check_instance(&super::object::peek(config, "instance"), "config.instance")?;
    Ok((client, instance))
}
