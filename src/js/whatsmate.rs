//! The client as a whole.

use wasm_bindgen::prelude::*;

use super::client::Client;
use super::pdf::PdfToText;
use super::telegram::Telegram;
use super::translation::Translation;
use super::whatsapp::WhatsApp;

/// One account: its messengers, translation and PDF-to-text, which share a limit of calls under way at once.
#[wasm_bindgen]
pub struct WhatsMate(Client);

#[wasm_bindgen]
impl WhatsMate {
    /// Makes a client. Throws an InvalidInputError if the configuration is at fault.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue) -> Result<WhatsMate, JsValue> {
        Client::create(config, false).map(Self)
    }

    /// The WhatsApp gateway of that number. Throws an InvalidInputError unless it is a safe integer of 1 or more.
    pub fn whatsapp(&self, instance: &JsValue) -> Result<WhatsApp, JsValue> {
        Ok(WhatsApp { instance: self.0.gateway(instance)?, client: self.0.clone() })
    }

    /// The Telegram gateway of that number. Throws likewise.
    pub fn telegram(&self, instance: &JsValue) -> Result<Telegram, JsValue> {
        Ok(Telegram { instance: self.0.gateway(instance)?, client: self.0.clone() })
    }

    /// Translation.
    #[wasm_bindgen(getter)]
    pub fn translation(&self) -> Translation {
        Translation(self.0.clone())
    }

    /// PDF to text.
    #[wasm_bindgen(getter)]
    pub fn pdf(&self) -> PdfToText {
        PdfToText(self.0.clone())
    }
}
