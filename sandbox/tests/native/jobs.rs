use whatsmate_sandbox::jobs::{AT_LEAST, Found, Jobs, KEPT_BYTES, KEPT_JOBS, KEPT_TEXTS};

#[test]
fn a_job_completes_but_not_at_once() {
    let mut jobs = Jobs::default();
    jobs.submit("a".into(), 1000);
    assert_eq!(jobs.status("a", 1000).as_deref(), Some("Processing"));
    jobs.finish("a", Ok("Hello".into()));
    let young = 1000 + AT_LEAST - 1;
    assert_eq!(jobs.status("a", young).as_deref(), Some("Processing"));
    assert_eq!(jobs.text("a", young), Some(Found::None("Processing".into())));
    let old = 1000 + AT_LEAST;
    assert_eq!(jobs.status("a", old).as_deref(), Some("Completed"));
    assert_eq!(jobs.text("a", old), Some(Found::Text("Hello")));
}

#[test]
fn a_job_without_a_text_yet_goes_on() {
    let mut jobs = Jobs::default();
    jobs.submit("a".into(), 0);
    assert_eq!(jobs.status("a", 60_000).as_deref(), Some("Processing"));
    assert_eq!(jobs.text("a", 60_000), Some(Found::None("Processing".into())));
}

#[test]
fn a_failure_gives_its_reason() {
    let mut jobs = Jobs::default();
    jobs.submit("a".into(), 0);
    jobs.finish("a", Err("bad PDF".into()));
    assert_eq!(jobs.status("a", AT_LEAST).as_deref(), Some("Failed: bad PDF"));
    assert_eq!(jobs.text("a", AT_LEAST), Some(Found::None("Failed: bad PDF".into())));
}

#[test]
fn an_unknown_job_is_none() {
    let mut jobs = Jobs::default();
    jobs.finish("a", Ok(String::new()));
    assert_eq!((jobs.status("a", 0), jobs.text("a", 0)), (None, None));
}

#[test]
fn a_text_goes_first_and_the_job_later() {
    let mut jobs = Jobs::default();
    for number in 0..KEPT_JOBS {
        jobs.submit(number.to_string(), 0);
        jobs.finish(&number.to_string(), Ok("x".into()));
    }
    let last_gone = (KEPT_JOBS - KEPT_TEXTS - 1).to_string();
    assert_eq!(jobs.text(&last_gone, AT_LEAST), Some(Found::Gone));
    assert_eq!(jobs.status(&last_gone, AT_LEAST).as_deref(), Some("Completed"));
    let oldest_kept = (KEPT_JOBS - KEPT_TEXTS).to_string();
    assert_eq!(jobs.text(&oldest_kept, AT_LEAST), Some(Found::Text("x")));
    assert!(jobs.status("0", AT_LEAST).is_some());
    jobs.submit("new".into(), 0);
    assert_eq!(jobs.status("0", AT_LEAST), None);
    assert!(jobs.status("1", AT_LEAST).is_some());
}

#[test]
fn long_texts_go_sooner() {
    let mut jobs = Jobs::default();
    for id in ["a", "b", "c"] {
        jobs.submit(id.into(), 0);
        jobs.finish(id, Ok("x".repeat(KEPT_BYTES / 2)));
    }
    assert_eq!(jobs.text("a", AT_LEAST), Some(Found::Gone));
    assert!(matches!(jobs.text("b", AT_LEAST), Some(Found::Text(_))));
    assert!(matches!(jobs.text("c", AT_LEAST), Some(Found::Text(_))));
}
