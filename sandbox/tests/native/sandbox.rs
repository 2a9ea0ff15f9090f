use crate::support::{Bench, header, json, refused, request, text};
use serde_json::json;
use whatsmate_sandbox::jobs::AT_LEAST;
use whatsmate_sandbox::routes::{Action, ROUTES};
use whatsmate_sandbox::{PdfTask, Request, Sandbox};

const URL: &str = "?url=http%3A%2F%2Fa.example%2Fx.pdf%3Fb%26c";

#[test]
fn the_same_requests_give_the_same_answers() {
    let run = || {
        let mut bench = Bench::new();
        let sent =
            bench.post("/v3/whatsapp/single/text/message/1", &json!({ "number": "12025550101", "message": "Hi" }));
        (sent, bench.get(&format!("/v1/pdf/job/submit{URL}")), bench.get("/_sandbox/messages"))
    };
    assert_eq!(run(), run());
}

#[test]
fn extract_waits_for_the_text() {
    let reply = Bench::new().send(&request("GET", &format!("/v1/pdf/extract{URL}"), None));
    assert_eq!(reply.answer, None);
    assert_eq!(reply.pdf, Some(PdfTask { url: "http://a.example/x.pdf?b&c".into(), limit: 1 << 20, job: None }));
    let good = Sandbox::extracted(Ok("Hello".into()));
    assert_eq!((good.status, text(&good)), (200, "Hello".to_owned()));
    assert_eq!(header(&good, "content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(header(&good, "access-control-allow-origin"), Some("*"));
    refused(&Sandbox::extracted(Err("bad PDF".into())), 500, "bad PDF");
}

#[test]
fn a_job_goes_from_submitted_to_its_text() {
    let mut bench = Bench::new();
    let reply = bench.send(&request("GET", &format!("/v1/pdf/job/submit{URL}"), None));
    let submitted = json(&reply.answer.unwrap());
    let id = submitted["id"].as_str().unwrap();
    assert_eq!(submitted, json!({ "id": id, "status": "submitted" }));
    let task = PdfTask { url: "http://a.example/x.pdf?b&c".into(), limit: 10 << 20, job: Some(id.into()) };
    assert_eq!(reply.pdf, Some(task));

    let check = format!("/v1/pdf/job/check/{id}");
    let retrieve = format!("/v1/pdf/job/retrieve_text/{id}");
    let processing = json!({ "id": id, "status": "Processing" });
    assert_eq!(json(&bench.get(&check)), processing);
    assert_eq!(json(&bench.get(&retrieve)), processing);

    bench.sandbox.finish(id, Ok("Hello".into()));
    bench.now += AT_LEAST;
    assert_eq!(json(&bench.get(&check)), json!({ "id": id, "status": "Completed" }));
    let got = bench.get(&retrieve);
    assert_eq!((got.status, text(&got)), (200, "Hello".to_owned()));
    assert_eq!(header(&got, "content-type"), Some("text/plain; charset=utf-8"));
}

#[test]
fn a_reset_forgets_messages_and_jobs() {
    let mut bench = Bench::new();
    let body = json!({ "number": "12025550101", "message": "Hi" });
    bench.post("/v3/whatsapp/single/text/message/1", &body);
    let id = json(&bench.get(&format!("/v1/pdf/job/submit{URL}")))["id"].as_str().unwrap().to_owned();
    bench.sandbox.reset();
    assert_eq!(json(&bench.get("/_sandbox/messages"))["total"], 0);
    bench.sandbox.finish(&id, Ok("Hello".into()));
    refused(&bench.get(&format!("/v1/pdf/job/check/{id}")), 400, "unknown job");
    bench.post("/v3/whatsapp/single/text/message/1", &body);
    assert_eq!(json(&bench.get("/_sandbox/messages"))["messages"][0]["received"], 1);
}

#[test]
fn a_text_that_is_gone_answers_500() {
    let mut bench = Bench::new();
    let mut ids = Vec::new();
    for _ in 0..=whatsmate_sandbox::jobs::KEPT_TEXTS {
        let id = json(&bench.get(&format!("/v1/pdf/job/submit{URL}")))["id"].as_str().unwrap().to_owned();
        bench.sandbox.finish(&id, Ok("Hello".into()));
        ids.push(id);
    }
    bench.now += AT_LEAST;
    refused(&bench.get(&format!("/v1/pdf/job/retrieve_text/{}", ids[0])), 500, "no longer exists");
    assert_eq!(bench.get(&format!("/v1/pdf/job/retrieve_text/{}", ids[1])).status, 200);
}

#[test]
fn pdf_calls_name_what_is_wrong() {
    let mut bench = Bench::new();
    for path in ["/v1/pdf/extract", "/v1/pdf/job/submit"] {
        for query in ["", "?url", "?url="] {
            refused(&bench.get(&format!("{path}{query}")), 400, "url: missing parameter");
        }
        refused(&bench.get(&format!("{path}?url=ftp://a.example")), 400, "url: must be an http or https URL");
        refused(&bench.get(&format!("{path}?url=http://a.example/?b=c&d=e")), 400, "d: unknown query parameter");
    }
    for path in ["/v1/pdf/job/check/none", "/v1/pdf/job/retrieve_text/none", "/v1/pdf/job/check/"] {
        refused(&bench.get(path), 400, "unknown job");
    }
}

#[test]
fn a_body_over_the_limit_answers_413() {
    for path in ["/v3/whatsapp/single/text/message/1", "/v1/translation/translate"] {
        let answer = Bench::new().answer(&Request { body: None, ..request("POST", path, None) });
        refused(&answer, 413, "12582912 bytes");
    }
}

#[test]
fn every_page_may_make_the_24_calls() {
    let mut bench = Bench::new();
    for route in ROUTES.iter().filter(|route| matches!(route.action, Action::Api(_))) {
        let path = route.pattern.replace("{instance}", "1").replace("{jobId}", "x");
        let mut preflight = request("OPTIONS", &path, None);
        preflight.headers.clear();
        let answer = bench.answer(&preflight);
        assert_eq!((answer.status, text(&answer)), (204, String::new()), "{path}");
        assert_eq!(header(&answer, "access-control-allow-origin"), Some("*"));
        assert_eq!(header(&answer, "access-control-allow-methods"), Some(route.method));
        assert_eq!(
            header(&answer, "access-control-allow-headers"),
            Some("X-WM-CLIENT-ID, X-WM-CLIENT-SECRET, Content-Type, Idempotency-Key")
        );
        for method in ["GET", "POST", "PUT"] {
            if let Some(answer) = bench.send(&request(method, &path, None)).answer {
                assert_eq!(header(&answer, "access-control-allow-origin"), Some("*"), "{method} {path}");
            }
        }
    }
    let unknown = bench.answer(&request("OPTIONS", "/v1/none", None));
    assert_eq!((unknown.status, header(&unknown, "access-control-allow-origin")), (404, None));
}
