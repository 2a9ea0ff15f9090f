//! Translation.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::client::Client;

/// Translates texts.
#[wasm_bindgen]
pub struct Translation(pub(super) Client);

#[wasm_bindgen]
impl Translation {
    /// Makes one that stands alone. Throws an InvalidInputError if the configuration is at fault.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue) -> Result<Translation, JsValue> {
        Client::create(config, false).map(Self)
    }

    /// Translates a text. Resolves to the translation.
    #[wasm_bindgen(unchecked_return_type = "Promise<string>")]
    pub fn translate(&self, text: &JsValue, options: &JsValue) -> Promise {
        self.0.call("Translation.translate", None, text, options)
    }

    /// Asks which languages there are. Resolves to an object from code to name.
    #[wasm_bindgen(js_name = supportedCodes, unchecked_return_type = "Promise<Record<string, string>>")]
    pub fn supported_codes(&self, options: &JsValue) -> Promise {
        self.0.call_with("Translation.supportedCodes", &JsValue::UNDEFINED, options)
    }
}
