//! The four calls of PDF to text, and waiting for a job.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use whatsmate::js::PdfToText;

use crate::support::engine::{AbortController, Url, answer, json_answer, never};
use crate::support::outcome::{failure_named, refused, success};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, json, listener, object, same, text};

/// A PDF whose address has all that a query must not have as it is.
const PDF: &str = "https://files.example.com/a b/ü.pdf?x=1&y=2+3#p";
const ENCODED: &str = "https%3A%2F%2Ffiles.example.com%2Fa%20b%2F%C3%BC.pdf%3Fx%3D1%26y%3D2%2B3%23p";

fn pdf(recorder: &Recorder) -> PdfToText {
    PdfToText::new(&recorder.config(UNDEFINED)).unwrap()
}

/// Answers with one job's states, one after the other, and then with its text.
fn job(states: &'static [&'static str]) -> Recorder {
    Recorder::new(move |number| {
        Ok(match states.get(number) {
            Some(status) => json_answer(200, &format!(r#"{{"id":"job-1","status":"{status}"}}"#)),
            None => answer(200, "text/plain", "Page one"),
        })
    })
}

fn urls(recorder: &Recorder) -> Vec<String> {
    let last = |url: String| url.rsplit("/pdf/").next().unwrap().to_owned();
    (0..recorder.count()).map(|number| last(recorder.sent(number).url)).collect()
}

#[wasm_bindgen_test]
async fn extract() {
    let recorder = job(&[]);
    let call = pdf(&recorder).extract(&PDF.into(), UNDEFINED);
    recorder.expect(call, &format!("GET /v1/pdf/extract?url={ENCODED}"), "", r#""Page one""#).await;
}

#[wasm_bindgen_test]
async fn submit() {
    let recorder = job(&["submitted"]);
    let call = pdf(&recorder).submit(&PDF.into(), UNDEFINED);
    let request = format!("GET /v1/pdf/job/submit?url={ENCODED}");
    recorder.expect(call, &request, "", r#"{"id":"job-1","status":"submitted"}"#).await;
}

#[wasm_bindgen_test]
async fn check() {
    let recorder = job(&["Processing"]);
    let call = recorder.whatsmate(UNDEFINED).pdf().check(&"job-1".into(), UNDEFINED);
    recorder.expect(call, "GET /v1/pdf/job/check/job-1", "", r#"{"id":"job-1","status":"Processing"}"#).await;
}

#[wasm_bindgen_test]
async fn retrieve_text() {
    let recorder = job(&[]);
    let call = pdf(&recorder).retrieve_text(&"job-1".into(), UNDEFINED);
    recorder.expect(call, "GET /v1/pdf/job/retrieve_text/job-1", "", r#""Page one""#).await;
}

#[wasm_bindgen_test]
async fn a_url_object_goes_out_as_its_href() {
    let recorder = job(&["submitted"]);
    success(pdf(&recorder).submit(&Url::new("https://example.com/ü").into(), UNDEFINED)).await;
    assert_eq!(urls(&recorder), ["job/submit?url=https%3A%2F%2Fexample.com%2F%25C3%25BC"]);
}

#[wasm_bindgen_test]
async fn what_is_no_pdf_url_or_job_is_refused() {
    let recorder = job(&[]);
    let pdf = pdf(&recorder);
    for url in ["".into(), "ftp://example.com/a.pdf".into(), "/a.pdf".into(), JsValue::UNDEFINED, 5.into()] {
        let calls: [fn(&PdfToText, &JsValue, &JsValue) -> Promise; 3] =
            [PdfToText::extract, PdfToText::submit, PdfToText::submit_and_wait];
        for call in calls {
            refused(call(&pdf, &url, UNDEFINED), "url").await;
        }
    }
    for job in ["".into(), "a/b".into(), "a b".into(), "ü".into(), JsValue::NULL, 5.into()] {
        let calls: [fn(&PdfToText, &JsValue, &JsValue) -> Promise; 3] =
            [PdfToText::check, PdfToText::retrieve_text, PdfToText::wait];
        for call in calls {
            refused(call(&pdf, &job, UNDEFINED), "jobId").await;
        }
    }
    assert_eq!(recorder.count(), 0);
}

#[wasm_bindgen_test]
async fn a_text_that_is_not_there_yet() {
    let recorder = job(&["Processing"]);
    let error = failure_named(pdf(&recorder).retrieve_text(&"job-1".into(), UNDEFINED), "JobNotReadyError").await;
    assert_eq!([text(&error, "jobId"), text(&error, "status")], ["job-1", "Processing"]);
}

#[wasm_bindgen_test]
async fn waiting_polls_until_there_is_a_text() {
    // The third look says that the job is done, and its text is still not there.
    let recorder = job(&["submitted", "Processing", "Completed", "Processing", "Completed"]);
    let (on_status, told) = listener();
    let options = object! { "pollInterval": 1, "onStatus": on_status };
    assert_eq!(success(pdf(&recorder).wait(&"job-1".into(), &options)).await, "Page one");
    let (check, retrieve) = ("job/check/job-1", "job/retrieve_text/job-1");
    assert_eq!(urls(&recorder), [check, check, check, retrieve, check, retrieve]);
    let states: Vec<String> = told.iter().map(|job| text(&job, "status")).collect();
    assert_eq!(states, ["submitted", "Processing", "Completed", "Completed"]);
    assert_eq!(json(&told.get(0)), r#"{"id":"job-1","status":"submitted"}"#);
}

#[wasm_bindgen_test]
async fn submitting_and_waiting() {
    let recorder = job(&["submitted", "Processing", "Completed"]);
    let options = object! { "pollInterval": 1, "onStatus": crate::support::value::throwing("mine") };
    assert_eq!(success(pdf(&recorder).submit_and_wait(&PDF.into(), &options)).await, "Page one");
    let submit = format!("job/submit?url={ENCODED}");
    assert_eq!(urls(&recorder), [&submit, "job/check/job-1", "job/check/job-1", "job/retrieve_text/job-1"]);
}

#[wasm_bindgen_test]
async fn a_failed_job() {
    let recorder = job(&["submitted", "Failed: no such file"]);
    let options = object! { "pollInterval": 1 };
    let error = failure_named(pdf(&recorder).submit_and_wait(&PDF.into(), &options), "JobFailedError").await;
    assert_eq!([text(&error, "jobId"), text(&error, "status")], ["job-1", "Failed: no such file"]);
}

#[wasm_bindgen_test]
async fn every_error_after_the_submit_has_the_job() {
    let submitted = || json_answer(200, r#"{"id":"job-1","status":"submitted"}"#);
    let after = |outcome: fn() -> Result<JsValue, JsValue>| {
        Recorder::new(move |number| if number == 0 { Ok(submitted()) } else { outcome() })
    };
    let cases = [
        ("ApiError", after(|| Ok(json_answer(400, "{}")))),
        ("ConnectionError", after(|| Err("gone".into()))),
        ("UnexpectedResponseError", after(|| Ok(JsValue::NULL))),
        ("TimeoutError", after(|| Ok(never().into()))),
    ];
    for (name, recorder) in cases {
        let options = object! { "pollInterval": 1, "deadline": 200 };
        let error = failure_named(pdf(&recorder).submit_and_wait(&PDF.into(), &options), name).await;
        assert_eq!(text(&error, "jobId"), "job-1", "{name}");
    }
}

#[wasm_bindgen_test]
async fn aborted_between_two_looks() {
    let recorder = job(&["submitted", "Processing"]);
    let controller = AbortController::new();
    let options = object! { "pollInterval": 60_000, "signal": controller.signal() };
    let waiting = pdf(&recorder).submit_and_wait(&PDF.into(), &options);
    recorder.received(2).await;
    let reason = JsValue::from("enough");
    controller.abort(&reason);
    let error = failure_named(waiting, "AbortError").await;
    assert_eq!(text(&error, "jobId"), "job-1");
    assert!(same(&crate::support::value::get(&error, "cause"), &reason));
}
