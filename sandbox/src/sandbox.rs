//! One request from end to end.

use crate::access::{self, Access, Sender};
use crate::answer::{Answer, PdfTask, Reply};
use crate::events::{self, Next};
use crate::faults::Faults;
use crate::fields::{self, Field, Received, TEXT, TO_LANG};
use crate::jobs::{Found, Jobs, SUBMITTED};
use crate::message::{Content, MediaInfo};
use crate::messages::{Gone, Limits, Messages};
use crate::request::{BODY_LIMIT, Moment, Request};
use crate::routes::{Action, Call, Kind, ROUTES, Route, Service, find};
use crate::rule::Rule;
use crate::search::Subject;
use crate::{control, json, pdf, query, record, translate};
use serde_json::json;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What can be chosen.
#[derive(Debug, Clone)]
pub struct Options {
    /// Who may call.
    pub access: Access,
    /// How much is kept.
    pub limits: Limits,
    /// The faults from the start.
    pub faults: Faults,
}

/// The sandbox.
#[derive(Debug)]
pub struct Sandbox {
    access: Access,
    messages: Messages,
    jobs: Jobs,
    faults: Faults,
    first_faults: Faults,
}

/// What goes wrong on the way: the answer that says so.
type Step<T> = Result<T, Answer>;

impl Sandbox {
    /// An empty sandbox.
    pub fn new(options: Options) -> Self {
        Self {
            access: options.access,
            messages: Messages::new(options.limits),
            jobs: Jobs::default(),
            faults: options.faults.clone(),
            first_faults: options.faults,
        }
    }

    /// Answers a request.
    ///
    /// ```
    /// use whatsmate_sandbox::{Moment, Options, Request, Sandbox, access::Access, faults::Faults, messages::Limits};
    /// let limits = Limits { keep: 1000, media_bytes: 256 << 20 };
    /// let mut sandbox = Sandbox::new(Options { access: Access::default(), limits, faults: Faults::new(0) });
    /// let reply = sandbox.handle(
    ///     &Request {
    ///         method: "POST".into(),
    ///         url: "http://127.0.0.1:9470/v3/whatsapp/single/text/message/1".into(),
    ///         headers: vec![
    ///             ("X-WM-CLIENT-ID".into(), "elsa@example.com".into()),
    ///             ("X-WM-CLIENT-SECRET".into(), "any".into()),
    ///             ("Content-Type".into(), "application/json".into()),
    ///         ],
    ///         body: Some(br#"{ "number": "12025550101", "message": "Hello" }"#.to_vec()),
    ///     },
    ///     &Moment { millis: 0, random: 7 },
    /// );
    /// assert_eq!(reply.answer.unwrap().status, 200);
    /// ```
    pub fn handle(&mut self, request: &Request, moment: &Moment) -> Reply {
        let routes = find(request.path());
        let api = routes.iter().any(|(route, _)| matches!(route.action, Action::Api(_)));
        let sender = self.access.sender(request);
        let is_open = api || matches!(sender, Sender::Named(_));
        let mut reply = match routes.iter().find(|(route, _)| route.method == request.method) {
            Some((route, segment)) => match self.met(route, segment, request) {
                Some(rule) if rule.effect.after => rule.effect.spoil(self.dispatch(route, segment, request, moment)),
                Some(rule) => rule.effect.spoil(Reply::default()),
                None => self.dispatch(route, segment, request, moment),
            },
            None => without_route(&routes, is_open, &request.method).into(),
        };
        reply.answer = reply.answer.map(|answer| match sender {
            _ if api => allow_all_origins(answer),
            Sender::Named(origin) => answer.with("access-control-allow-origin", origin).with("vary", "Origin"),
            Sender::Own | Sender::Foreign => answer,
        });
        reply
    }

    /// Makes it as new: no message, no job, the faults from the start. A PDF that is still read then finds no job that
    /// wants its text.
    pub fn reset(&mut self) {
        self.messages.clear();
        self.jobs = Jobs::default();
        self.faults = self.first_faults.clone();
    }

    /// The ids of all messages, oldest first.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.messages.oldest().map(|message| message.id.as_str())
    }

    /// The record of a message, see [`Reply::record`].
    pub fn record(&self, id: &str) -> Option<String> {
        self.messages.get(id).map(record::write)
    }

    /// Keeps a message that came before a restart, of which this is the record, and tells what had to go for it. `held`
    /// says whether its media are still there.
    ///
    /// # Errors
    /// A text that names the fault.
    pub fn restore(&mut self, record: &str, held: bool) -> Result<Gone, String> {
        self.messages.restore(record::read(record)?, held)
    }

    /// Forgets a message that was forgotten before a restart.
    pub fn forget(&mut self, id: &str) {
        self.messages.forget_one(id);
    }

    /// The faults.
    pub fn faults(&mut self) -> &mut Faults {
        &mut self.faults
    }

    /// Ends a job with the text of its PDF, or with the reason why there is none.
    pub fn finish(&mut self, job: &str, outcome: Result<String, String>) {
        self.jobs.finish(job, outcome);
    }

    /// What comes next for a reader of `/_sandbox/events`: up to `most` messages.
    pub fn follow(&self, query: &str, after: u64, most: usize) -> Next<'_> {
        events::next(query, after, most, &self.messages)
    }

    /// Answers the caller who waits for a PDF's text.
    pub fn extracted(outcome: Result<String, String>) -> Answer {
        allow_all_origins(match outcome {
            Ok(text) => Answer::text(&text),
            Err(fault) => Answer::error(500, &fault),
        })
    }

    /// The fault that meets a call. Controls meet none.
    fn met(&mut self, route: &Route, segment: &str, request: &Request) -> Option<Rc<Rule>> {
        let Action::Api(call) = &route.action else { return None };
        if self.faults.is_empty() {
            return None;
        }
        // As far as it can be read: faults meet also what will be refused.
        let body = |fields| fields::unchecked(json::parse(request.body.as_deref()?).ok()?, fields).into();
        let (message, fields) = match call {
            Call::Send(service, kind, fields) => (Some((*service, *kind)), body(fields)),
            Call::Translate(fields) => (None, body(fields)),
            Call::Extract | Call::Submit => {
                let url = query::read(request.query(), &["url"]).unwrap_or_default();
                (None, Some(url.into_iter().map(|(name, url)| (name, Some(url))).collect()))
            }
            Call::SupportedCodes | Call::Check | Call::RetrieveText => (None, None),
        };
        self.faults.meet(&Subject {
            path: request.path(),
            service: message.map(|(service, _)| service),
            kind: message.map(|(_, kind)| kind),
            instance: message.and_then(|_| segment.parse().ok()),
            fields: &fields.unwrap_or_default(),
            message: None,
        })
    }

    fn dispatch(&mut self, route: &Route, segment: &str, request: &Request, moment: &Moment) -> Reply {
        self.answer(route, segment, request, moment).unwrap_or_else(Reply::from)
    }

    fn answer(&mut self, route: &Route, segment: &str, request: &Request, moment: &Moment) -> Step<Reply> {
        if request.body.is_none() {
            return Err(Answer::error(413, &format!("the body is over {BODY_LIMIT} bytes")));
        }
        match &route.action {
            Action::Api(call) => self.call(call, segment, request, moment),
            Action::Control(_) if route.method != "GET" && self.access.sender(request) == Sender::Foreign => {
                Err(Answer::error(403, "a page of another origin may not do this"))
            }
            Action::Control(control) => {
                control::answer(control, segment, request, &mut self.messages, &mut self.faults).map_err(bad)
            }
        }
    }

    fn call(&mut self, call: &Call, segment: &str, request: &Request, moment: &Moment) -> Step<Reply> {
        if call.asks_for_credentials() {
            self.access.check_credentials(request).map_err(|fault| Answer::error(401, &fault))?;
        }
        let names: &[_] = if matches!(call, Call::Extract | Call::Submit) { &["url"] } else { &[] };
        let url = query::read(request.query(), names).map_err(bad)?.remove("url").unwrap_or_default();
        match call {
            Call::Send(service, kind, fields) => self.send(*service, *kind, fields, segment, request, moment),
            Call::Translate(fields) => translated(&read_body(request, fields)?),
            Call::SupportedCodes => Ok(Answer::json(&BTreeMap::from(translate::LANGUAGES)).into()),
            Call::Extract => {
                pdf::check_url(&url).map_err(bad)?;
                Ok(Reply { pdf: Some(PdfTask { url, limit: pdf::EXTRACT_LIMIT, job: None }), ..Reply::default() })
            }
            Call::Submit => {
                pdf::check_url(&url).map_err(bad)?;
                let id = moment.uuid();
                self.jobs.submit(id.clone(), moment.millis);
                Ok(Reply {
                    pdf: Some(PdfTask { url, limit: pdf::JOB_LIMIT, job: Some(id.clone()) }),
                    ..job_status(&id, SUBMITTED).into()
                })
            }
            Call::Check => {
                let status = self.jobs.status(segment, moment.millis).ok_or_else(unknown_job)?;
                Ok(job_status(segment, &status).into())
            }
            Call::RetrieveText => match self.jobs.text(segment, moment.millis).ok_or_else(unknown_job)? {
                Found::Text(text) => Ok(Answer::text(text).into()),
                Found::None(status) => Ok(job_status(segment, &status).into()),
                Found::Gone => Err(Answer::error(500, "the text of this job no longer exists")),
            },
        }
    }

    fn send(
        &mut self,
        service: Service,
        kind: Kind,
        fields: &'static [Field],
        segment: &str,
        request: &Request,
        moment: &Moment,
    ) -> Step<Reply> {
        let instance = self.access.instance(segment).map_err(bad)?;
        let Received { texts, media } = read_body(request, fields)?;
        let id = moment.uuid();
        let info = media.as_deref().map(MediaInfo::of);
        let content = Content { service, instance, kind, path: request.path().to_owned(), fields: texts, media: info };
        let gone = self.messages.push(id.clone(), *moment, content);
        Ok(Reply {
            answer: Some(Answer::json(&json!({ "status": "queued", "id": id }))),
            record: self.record(&id),
            media: media.map(|bytes| (id, bytes)),
            dropped: gone.messages,
            released: gone.media,
            ..Reply::default()
        })
    }
}

fn read_body(request: &Request, fields: &'static [Field]) -> Step<Received> {
    access::check_content_type(request).map_err(bad)?;
    let members = json::parse(request.body.as_deref().unwrap_or_default()).map_err(bad)?;
    fields::check(members, fields).map_err(bad)
}

fn translated(received: &Received) -> Step<Reply> {
    Ok(Answer::text(&translate::stand_in(received.text(&TO_LANG), received.text(&TEXT))).into())
}

fn bad(fault: String) -> Answer {
    Answer::error(400, &fault)
}

fn unknown_job() -> Answer {
    Answer::error(400, "jobId: unknown job")
}

fn job_status(id: &str, status: &str) -> Answer {
    Answer::json(&json!({ "id": id, "status": status }))
}

/// The answer to a path or method that no route has.
fn without_route(routes: &[(&'static Route, &str)], is_open: bool, method: &str) -> Answer {
    let mut methods: Vec<_> = routes.iter().map(|(route, _)| route.method).collect();
    methods.dedup();
    let methods = methods.join(", ");
    if routes.is_empty() {
        let all: Vec<String> = ROUTES.iter().map(Route::describe).collect();
        Answer::not_found("unknown route", &all)
    } else if is_open && method == "OPTIONS" {
        Answer::empty()
            .with("access-control-allow-methods", methods)
            .with("access-control-allow-headers", "X-WM-CLIENT-ID, X-WM-CLIENT-SECRET, Content-Type, Idempotency-Key")
    } else {
        Answer::error(405, &format!("wrong method: this path takes {methods}")).with("allow", methods)
    }
}

fn allow_all_origins(answer: Answer) -> Answer {
    answer.with("access-control-allow-origin", "*")
}
