//! The client as a whole.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::client::Client;
use super::error::Context;
use super::given::Values;
use super::pdf::PdfToText;
use super::telegram::Telegram;
use super::translation::Translation;
use super::whatsapp::WhatsApp;

#[wasm_bindgen(module = "/pkg-template/params.js")]
extern "C" {
    #[wasm_bindgen(js_name = gateway)]
    fn read_instance(value: &JsValue) -> JsValue;
}

/// One account: its messengers, translation and PDF-to-text, which share a limit of calls under way at once.
#[wasm_bindgen]
pub struct WhatsMate(Rc<Client>);

#[wasm_bindgen]
impl WhatsMate {
    /// Makes a client. Throws an InvalidInputError if the configuration is at fault.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue) -> Result<WhatsMate, JsValue> {
        Client::new(config, false).map(Self)
    }

    /// The WhatsApp gateway of that number. Throws an InvalidInputError unless it is a safe integer of 1 or more.
    pub fn whatsapp(&self, instance: &JsValue) -> Result<WhatsApp, JsValue> {
        Ok(WhatsApp { client: Rc::clone(&self.0), instance: check_instance(instance)? })
    }

    /// The Telegram gateway of that number. Throws likewise.
    pub fn telegram(&self, instance: &JsValue) -> Result<Telegram, JsValue> {
        Ok(Telegram { client: Rc::clone(&self.0), instance: check_instance(instance)? })
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
fn check_instance(value: &JsValue) -> Result<u64, JsValue> {
    let number = Values::new(read_instance(value)).map(|given| given.large(0).unwrap_or_default());
    number.map_err(|failure| failure.to_js(&Context::default()))
}

/// Makes a class that stands alone: its own client, and the gateway's number from the configuration.
///
/// # Errors
/// What is to be thrown, if the configuration is at fault.
pub fn gateway(config: &JsValue) -> Result<(Rc<Client>, u64), JsValue> {
    let client = Client::new(config, true)?;
    let instance = client.config.instance.unwrap_or_default();
    Ok((client, instance))
}
