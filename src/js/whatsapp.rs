//! WhatsApp messages.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::client::Client;

/// One WhatsApp gateway. A message goes to a person (`number`) or to a group (`groupName`, `groupAdmin`).
#[wasm_bindgen]
pub struct WhatsApp {
    pub(super) client: Client,
    pub(super) instance: f64,
}

#[wasm_bindgen]
impl WhatsApp {
    /// Makes a gateway that stands alone. Throws an InvalidInputError if the configuration is at fault.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue) -> Result<WhatsApp, JsValue> {
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
        self.client.call("WhatsApp.sendText", Some(self.instance), message, options)
    }

    /// Sends a link. Resolves to `{ id, status }` once it is queued.
    #[wasm_bindgen(js_name = sendUrl, unchecked_return_type = "Promise<QueuedMessage>")]
    pub fn send_url(&self, message: &JsValue, options: &JsValue) -> Promise {
        self.client.call("WhatsApp.sendUrl", Some(self.instance), message, options)
    }

    /// Sends a picture. Resolves to `{ id, status }` once it is queued.
    #[wasm_bindgen(js_name = sendImage, unchecked_return_type = "Promise<QueuedMessage>")]
    pub fn send_image(&self, message: &JsValue, options: &JsValue) -> Promise {
        self.client.call("WhatsApp.sendImage", Some(self.instance), message, options)
    }

    /// Sends a document. Resolves to `{ id, status }` once it is queued.
    #[wasm_bindgen(js_name = sendDocument, unchecked_return_type = "Promise<QueuedMessage>")]
    pub fn send_document(&self, message: &JsValue, options: &JsValue) -> Promise {
        self.client.call("WhatsApp.sendDocument", Some(self.instance), message, options)
    }

    /// Sends a list. Gives an async iterator of outcomes, which fails when it begins if it is none, or an option is at fault.
    #[wasm_bindgen(js_name = sendMany)]
    pub fn send_many(&self, messages: &JsValue, options: &JsValue) -> JsValue {
        self.client.send_many("WhatsApp", self.instance, messages, options)
    }
}
