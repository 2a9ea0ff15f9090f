//! Telegram messages.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::client::Client;

/// One Telegram gateway. A message goes to a person (`number`) or to a group (`groupName`, `groupAdmin`).
#[wasm_bindgen]
pub struct Telegram {
    pub(super) client: Client,
    pub(super) instance: f64,
}

#[wasm_bindgen]
impl Telegram {
    /// Makes a gateway that stands alone. Throws an InvalidInputError if the configuration is at fault.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue) -> Result<Telegram, JsValue> {
        Client::create(config, true).map(|client| Self { instance: client.instance(), client })
    }

    /// The gateway's number.
    #[wasm_bindgen(getter)]
    pub fn instance(&self) -> f64 {
        self.instance
    }

    /// Sends a text. Resolves to `{ id, status }` once it is queued.
    #[wasm_bindgen(js_name = sendText, unchecked_return_type = "Promise<QueuedMessage>")]
    pub fn send_text(&self, message: &JsValue, options: &JsValue) -> Promise {
        self.client.call("Telegram.sendText", Some(self.instance), message, options)
    }

    /// Sends a picture. Resolves to `{ id, status }` once it is queued.
    #[wasm_bindgen(js_name = sendImage, unchecked_return_type = "Promise<QueuedMessage>")]
    pub fn send_image(&self, message: &JsValue, options: &JsValue) -> Promise {
        self.client.call("Telegram.sendImage", Some(self.instance), message, options)
    }

    /// Sends a document. Resolves to `{ id, status }` once it is queued.
    #[wasm_bindgen(js_name = sendDocument, unchecked_return_type = "Promise<QueuedMessage>")]
    pub fn send_document(&self, message: &JsValue, options: &JsValue) -> Promise {
        self.client.call("Telegram.sendDocument", Some(self.instance), message, options)
    }

    /// Sends an audio file. Resolves to `{ id, status }` once it is queued.
    #[wasm_bindgen(js_name = sendAudio, unchecked_return_type = "Promise<QueuedMessage>")]
    pub fn send_audio(&self, message: &JsValue, options: &JsValue) -> Promise {
        self.client.call("Telegram.sendAudio", Some(self.instance), message, options)
    }

    /// Sends a voice note. Resolves to `{ id, status }` once it is queued.
    #[wasm_bindgen(js_name = sendVoiceNote, unchecked_return_type = "Promise<QueuedMessage>")]
    pub fn send_voice_note(&self, message: &JsValue, options: &JsValue) -> Promise {
        self.client.call("Telegram.sendVoiceNote", Some(self.instance), message, options)
    }

    /// Sends a list. Gives an async iterator of outcomes, which fails when it begins if it is none, or an option is at fault.
    #[wasm_bindgen(js_name = sendMany)]
    pub fn send_many(&self, messages: &JsValue, options: &JsValue) -> JsValue {
        self.client.send_many("Telegram", self.instance, messages, options)
    }
}
