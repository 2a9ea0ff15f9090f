//! PDF to text.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::client::Client;

/// Extracts texts from PDFs.
#[wasm_bindgen]
pub struct PdfToText(pub(super) Client);

#[wasm_bindgen]
impl PdfToText {
    /// Makes one that stands alone. Throws an InvalidInputError if the configuration is at fault.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue) -> Result<PdfToText, JsValue> {
        Client::create(config, false).map(Self)
    }

    /// Extracts the text of a small PDF at once. Resolves to the text.
    #[wasm_bindgen(unchecked_return_type = "Promise<string>")]
    pub fn extract(&self, url: &JsValue, options: &JsValue) -> Promise {
        self.0.call_with("PdfToText.extract", url, options)
    }

    /// Submits a job. Resolves to `{ id, status }`.
    #[wasm_bindgen(unchecked_return_type = "Promise<PdfJob>")]
    pub fn submit(&self, url: &JsValue, options: &JsValue) -> Promise {
        self.0.call_with("PdfToText.submit", url, options)
    }

    /// Asks for a job's state. Resolves to `{ id, status }`.
    #[wasm_bindgen(unchecked_return_type = "Promise<PdfJob>")]
    pub fn check(&self, job_id: &JsValue, options: &JsValue) -> Promise {
        self.0.call_with("PdfToText.check", job_id, options)
    }

    /// Fetches a job's text. Resolves to it, or rejects with a JobNotReadyError while there is none.
    #[wasm_bindgen(js_name = retrieveText, unchecked_return_type = "Promise<string>")]
    pub fn retrieve_text(&self, job_id: &JsValue, options: &JsValue) -> Promise {
        self.0.call_with("PdfToText.retrieveText", job_id, options)
    }

    /// Waits for a job. Resolves to its text, or rejects with a JobFailedError.
    #[wasm_bindgen(unchecked_return_type = "Promise<string>")]
    pub fn wait(&self, job_id: &JsValue, options: &JsValue) -> Promise {
        self.0.wait_for(job_id, options)
    }

    /// Submits a job and waits for it. Every error after the submit has a `jobId`.
    #[wasm_bindgen(js_name = submitAndWait, unchecked_return_type = "Promise<string>")]
    pub fn submit_and_wait(&self, url: &JsValue, options: &JsValue) -> Promise {
        self.0.submit_and_wait(url, options)
    }
}
